import { withoutMarkers, type Text } from './text.js';

const LINE_MARKERS = /^[ \t]*(?:#+|\/\/+|\/\*+|\*)/gm;

/** Reads a file whole, as languages that have no parser here (YAML, shell, HTML) have few words besides comments and messages. */
export function wholeFile(source: string): Text[] {
  return [{ kind: 'prose', offset: 0, words: withoutMarkers(source, LINE_MARKERS) }];
}
