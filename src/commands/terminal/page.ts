import type { WriteStream } from 'node:tty';
import { stripVTControlCharacters, styleText } from 'node:util';
import { isError, type Issue, type Stage } from '../../contract/index.js';

/** Text that a person at a terminal reads instead of the JSON of a result. */
export interface Page {
  /** Subject and state; undefined if stderr has them already. */
  title?: { subject: string; state: string; style: Style };
  /** Facts by name; rows with an empty text are left out. */
  rows?: readonly (readonly [name: string, text: string])[];
  issues?: readonly Issue[];
  /** Commands that may come next, with their effects. */
  next?: readonly (readonly [command: string, does: string])[];
}

/** Meaning of a text, which decides its colour. */
export type Style = 'good' | 'bad' | 'open' | 'quiet';

const COLOURS = { good: 'green', bad: 'red', open: 'yellow', quiet: 'dim' } as const;

type Output = typeof process.stdout | WriteStream;

/** Colours a text where the stream is a terminal: Node honours `NO_COLOR` and `FORCE_COLOR`. */
export function painted(text: string, style: Style, stream: Output): string {
  return styleText(COLOURS[style], text, { stream });
}

/** Formats a page as text; its last line ends with a line feed. */
export function pageText({ title, rows = [], issues = [], next = [] }: Page, stream: Output): string {
  const shown = rows.filter(([, text]) => text !== '');
  const parts = [
    title === undefined ? [] : [`${title.subject}  ${painted(title.state, title.style, stream)}`],
    aligned(shown).map(([name, text]) => `  ${painted(name, 'quiet', stream)}  ${text}`),
    issueLines(issues, stream),
    aligned(next).map(([command, does]) => `  ${command}  ${painted(does, 'quiet', stream)}`),
  ];
  const text = parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  return text === '' ? '' : `${text}\n`;
}

/** Formats issues, one per line, the place first. Removes control characters, since the text may come from the service. */
export function issueLines(issues: readonly Issue[], stream: Output = process.stderr): string[] {
  return issues.map((issue) => {
    const { text, expression } = issue;
    const place = expression.length === 0 ? '' : `${expression.join(', ')}: `;
    const mark = isError(issue) ? painted('✗', 'bad', stream) : painted('·', 'open', stream);
    return `  ${mark} ${stripVTControlCharacters(`${place}${text}`)}`;
  });
}

function aligned(lines: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const width = Math.max(0, ...lines.map(([first]) => first.length));
  return lines.map(([first, second]) => [first.padEnd(width), second]);
}

const STAGE_STYLES: Partial<Record<Stage, Style>> = { completed: 'good', rejected: 'bad', failed: 'bad' };

/** Style of a stage: `open`, unless the request ended well or badly. */
export function styleOf(stage: Stage): Style {
  return STAGE_STYLES[stage] ?? 'open';
}
