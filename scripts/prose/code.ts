import { forEachComment } from 'ts-api-utils';
import ts from 'typescript';
import { withoutCode, withoutMarkers, type Text } from './text.js';

const COMMENT_MARKERS = /^\/\*+|\*+\/$|^[ \t]*(?:\/\/|\*)/gm;
const CODE_IN_COMMENT = /`[^`]*`|\{@link[^}]*\}/g;
const ESCAPES = /\\[\s\S]/g;
const EXPRESSION = /\$\{[^{}]*\}/g;

/** Reads the comments of TypeScript or JavaScript. Line comments below each other are one text. */
export function comments(source: string, path = 'file.ts'): Text[] {
  const texts: Text[] = [];
  let last: { start: number; end: number; isLine: boolean } | undefined;
  forEachComment(parse(source, path), (_text, { pos, end, kind }) => {
    const isLine = kind === ts.SyntaxKind.SingleLineCommentTrivia;
    const continues = isLine && last?.isLine === true && source.slice(last.end, pos).trim() === '';
    const start = continues && last ? last.start : pos;
    if (continues) texts.pop();
    texts.push(comment(source.slice(start, end), start));
    last = { start, end, isLine };
  });
  return texts;
}

function comment(text: string, offset: number): Text {
  return {
    kind: text.startsWith('/**') ? 'doc comment' : 'comment',
    offset,
    words: withoutCode(withoutMarkers(text, COMMENT_MARKERS), CODE_IN_COMMENT),
  };
}

/**
 * Reads the literals of strings and templates. A template is one text, with its expressions blanked. A single word is a
 * name, not a message.
 */
export function messages(source: string, path = 'file.ts'): Text[] {
  const file = parse(source, path);
  const texts: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = node.getText(file);
      if (/\s/.test(text)) texts.push({ kind: 'message', offset: node.getStart(file), words: literal(text) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return texts;
}

function literal(text: string): string {
  return withoutCode(withoutMarkers(text, ESCAPES), EXPRESSION);
}

function parse(source: string, path: string): ts.SourceFile {
  return ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
}
