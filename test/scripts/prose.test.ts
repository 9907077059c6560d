import { describe, expect, it } from '@jest/globals';
import { findingAsLine, findingsIn, isChecked } from '../../scripts/prose/check.js';

/** Rules that the words break, as prose of a document. */
const broken = (words: string): number[] => findingsIn('docs/page.md', words).map(({ rule }) => rule.rule);

/** Place and words of each finding. */
const places = (path: string, ...lines: string[]): string[] =>
  findingsIn(path, lines.join('\n')).map(({ line, words }) => `${line}: ${words}`);

describe('the rules of Plain English', () => {
  it.each([
    ['A doctor is no worker.', 3],
    ['These are no requests.', 3],
    ['It was no end.', 3],
    ['A sentence of none of them.', 3],
    ['The Task is none of ours.', 3],
    ['Nothing is lost.', 3],
    ['Nobody waits.', 4],
    ['Somebody cancelled it.', 4],
    ['It is nobody’s Task.', 4],
    ['No one knows.', 4],
    ['Whoever cancels it is named.', 4],
    ['For those who wait.', 4],
    ['It calls the request off.', 5],
    ['It calls it off.', 5],
    ['The file was mended.', 5],
    ['A network heals.', 5],
    ['The Task stands at the service.', 5],
    ['At most 20 a second.', 5],
    ['Ten requests a second, no more.', 5],
    ['The log shows what came of it.', 5],
    ['It waits in vain.', 5],
    ['The PhPID that was asked for.', 5],
    ['It is tried again.', 5],
    ['The row is taken apart.', 5],
  ])('judge "%s"', (words, rule) => {
    expect(broken(words)).toEqual([rule]);
  });

  it.each([
    'There is no Task, and there is none elsewhere.',
    'It is no longer there, and is no more than a guess.',
    'The service is not a worker, and nothing was lost.',
    'PhPID stands for Pharmaceutical Product Identifier; the sandbox is a stand-in.',
    'This is a second request. Wait a second time.',
    'What a Task is',
  ])('leave "%s"', (words) => {
    expect(broken(words)).toEqual([]);
  });

  it('judge how a doc comment begins', () => {
    expect(
      places(
        'src/file.ts',
        '/** What it is. */',
        '/**',
        ' * Whoever waits. */',
        '/** So many requests. */',
        '/** Where it is. */',
        '/** Whether it is. How it is. */',
        '/** Tells what it is. */',
        '// What it is.',
      ),
    ).toEqual(['1: What', '3: Whoever', '3: Whoever', '4: So many', '5: Where']);
  });
});

describe('the texts that are read', () => {
  it('are found across lines, at the line where the words begin', () => {
    expect(
      places('src/a.ts', 'f();', '/**', ' * It is', ' * no end.', ' */', '// It was', '// no end.'),
    ).toEqual(['3: is no', '6: was no']);
    expect(places('docs/a.md', '# Title', '', 'It is', 'no end.')).toEqual(['3: is no']);
  });

  it('in Markdown leave out code', () => {
    expect(places('docs/a.md', '```', 'is no', '```', '', 'The word is `no` here, `nobody` there.')).toEqual(
      [],
    );
  });

  it('in Markdown are paragraphs, headings, lists and tables', () => {
    expect(
      places('a.md', '# Nobody', '', '- somebody', '', '| is | no |', '| --- | --- |', '| a | it is no |'),
    ).toEqual(['1: Nobody', '3: somebody', '7: is no']);
  });

  it('in code are comments, not what looks like one in a string', () => {
    expect(places('test/a.ts', "const a = '// nobody';", 'const b = `/* nobody */`; // nobody')).toEqual([
      '2: nobody',
    ]);
  });

  it('in the product, its sandbox and its tools are messages, too', () => {
    const message = 'throw new Error(`${a} is no ${b}`); say("nobody here");';
    expect(places('src/a.ts', message)).toEqual(['1: is no', '1: nobody']);
    expect(places('sandbox/desk/page/a.js', message)).toHaveLength(2);
    expect(places('dev/a.ts', message)).toHaveLength(2);
    expect(places('test/a.ts', message)).toEqual([]);
    expect(places('src/a.ts', "const user = 'nobody';")).toEqual([]);
  });

  it('leave out code in a comment and expressions in a message', () => {
    expect(
      places('src/a.ts', '// It is `no` word, and `nobody` is a name.', 'say(`is ${nobody} no`);'),
    ).toEqual([]);
  });

  it('in other languages are the whole file', () => {
    expect(places('deploy/a.yaml', 'a: 1 # nobody', '# it is', '# no end')).toEqual([
      '1: nobody',
      '2: is no',
    ]);
    expect(places('sandbox/desk/page/index.html', '<p title="nobody">is no end</p>')).toHaveLength(2);
    expect(places('.ci/run', '# nobody')).toHaveLength(1);
    expect(isChecked('package.json')).toBe(false);
  });

  it('cannot be switched off by a comment', () => {
    expect(places('src/a.ts', '// prose-disable-next-line', '// nobody')).toHaveLength(1);
  });
});

describe('a finding', () => {
  it('names place, words, rule and remedy', () => {
    expect(findingsIn('docs/a.md', 'It is no end.').map(findingAsLine)).toEqual([
      'docs/a.md:1: "is no" (rule 3): write "is not a", "is not" or "does not"',
    ]);
  });
});
