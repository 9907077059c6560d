import { describe, expect, it } from '@jest/globals';
import { parseWarnings } from '../../src/fhir/index.js';

const texts = (header: string | undefined): string[] => parseWarnings(header).map(({ text }) => text);

describe('the Warning header of an answer', () => {
  it('is an issue that informs, in the words of the service (guide 2026-05, versioning)', () => {
    const header = '299 IDMPService "Support for the requested API version will be retired 20271231"';
    expect(parseWarnings(header)).toEqual([
      {
        severity: 'warning',
        code: 'informational',
        text: 'Support for the requested API version will be retired 20271231',
        expression: [],
      },
    ]);
  });

  it.each<[string, string | undefined, string[]]>([
    ['is not there', undefined, []],
    ['is empty', '', []],
    ['has two values', '299 a "One", 299 b "Two"', ['One', 'Two']],
    ['says the same twice', '299 a "One", 299 b "One"', ['One']],
    ['has a date', '299 - "One" "Wed, 20 May 2026 10:00:00 GMT", 299 - "Two"', ['One', 'Two']],
    ['quotes within quotes', '299 - "The \\"old\\" one, too"', ['The "old" one, too']],
    ['speaks of caches', '110 proxy "Response is stale", 299 - "One"', ['One']],
    ['is no Warning', 'soon, all will end', []],
    ['has a text without quotes', '299 - soon', []],
  ])('is read where it %s', (_name, header, expected) => {
    expect(texts(header)).toEqual(expected);
  });

  it('is cut where it is endless', () => {
    expect(texts(`299 - "${'x'.repeat(5_000)}"`)[0]).toHaveLength(500);
    expect(texts(Array.from({ length: 50 }, (_, n) => `299 - "${n}"`).join(', '))).toHaveLength(10);
  });
});
