import type { Text } from './text.js';

export interface Rule {
  /** Number of the rule of Plain English. */
  readonly rule: 1 | 3 | 4 | 5;
  /** Texts that are checked; all if not set. */
  readonly kind?: Text['kind'];
  readonly pattern: RegExp;
  readonly remedy: string;
}

const NAME_THE_ACTOR = 'name the actor: caller, worker, operator, service, activity, reviewer';

/**
 * Plain English as patterns. Choices, where an editor could differ:
 *
 * - Rule 1: "How", "When", "Whether" and "Why" may begin a doc comment. "Whether" is customary for booleans.
 * - Rule 3: `there is no X`, `there is none` and `is no longer` are usual English and pass. `X is no Y` becomes "X is not a Y".
 */
export const RULES: readonly Rule[] = [
  {
    rule: 1,
    kind: 'doc comment',
    pattern: /^\s*(?:What(?:ever)?|Who(?:ever|m|se)?|Where|So many|So much)\b/g,
    remedy: 'begin a doc comment with a verb (function) or a noun phrase (type, constant)',
  },
  {
    rule: 3,
    pattern:
      /(?<!\bthere\s+)\b(?:is|are|was|were|be|been)\s+no\b(?!\s+(?:longer|more\s+than|less\s+than)\b)/gi,
    remedy: 'write "is not a", "is not" or "does not"',
  },
  {
    rule: 3,
    pattern: /\b(?:of\s+none|none\s+of|(?<!\bthere\s+)(?:is|are|was|were)\s+none)\b/gi,
    remedy: 'negate the verb: "does not", "is not"',
  },
  {
    rule: 3,
    pattern: /\bnothing\s+(?:is|are)\b/gi,
    remedy: 'negate the verb: "does not", "is not"',
  },
  {
    rule: 4,
    pattern: /\b(?:(?:some|any|no)(?:body|one)|no\s+one)(?:'s|’s)?\b/gi,
    remedy: NAME_THE_ACTOR,
  },
  {
    rule: 4,
    pattern: /\b(?:who(?:so)?ever|whomever|(?:those|he|she|they|one)\s+who|who\s+asks)\b/gi,
    remedy: NAME_THE_ACTOR,
  },
  {
    rule: 5,
    pattern: /\bcall(?:s|ed|ing)?\s+(?:\S+\s+){0,3}off\b/gi,
    remedy: 'write "cancel"',
  },
  { rule: 5, pattern: /\bmend(?:s|ed|ing)?\b/gi, remedy: 'write "fix"' },
  { rule: 5, pattern: /\bheal(?:s|ed|ing)?\b/gi, remedy: 'write "recover"' },
  {
    rule: 5,
    pattern: /\b(?:stands|stood|stand)\b(?!-|\s+(?:for|in\s+for|alone|still)\b)/gi,
    remedy: 'write "is" or "exists"',
  },
  {
    rule: 5,
    pattern:
      /(?:\d|\b(?!is\b|was\b|has\b|as\b|this\b|starts\b)[a-z]+s)\s+a\s+second(?=\s*(?:[.,;:)|"'`…]|$)|\s+(?:and|or|in|on|at|to|by|for|from|with|over|of|is|are|that|per)\b)/gi,
    remedy: 'write "per second"',
  },
  {
    rule: 5,
    pattern: /\b(?:what\s+(?:\w+\s+)?(?:came|comes|become|became|becomes)\s+of|(?:came|comes)\s+of)\b/gi,
    remedy: 'write "result" or "outcome"',
  },
  { rule: 5, pattern: /\bin\s+vain\b/gi, remedy: 'write "without success", or the result' },
  {
    rule: 5,
    pattern: /\bask(?:s|ed|ing)?\s+(?:anew|again|for)\b/gi,
    remedy: 'write "submit", "request" or "retry"',
  },
  { rule: 5, pattern: /\b(?:try|tries|tried)\s+(?:it\s+|them\s+)?again\b/gi, remedy: 'write "retry"' },
  { rule: 5, pattern: /\b(?:take|takes|took|taken|taking)\s+(?:\w+\s+)?apart\b/gi, remedy: 'write "parse"' },
];
