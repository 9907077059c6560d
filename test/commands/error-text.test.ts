import { describe, expect, it } from '@jest/globals';
import { NamespaceNotFoundError } from '@temporalio/client';
import { commandEnd } from '../../src/commands/terminal/command-end.js';
import { EXIT, Exit } from '../../src/commands/terminal/exit.js';
import { ConfigError } from '../../src/configuration/config.js';

const KEY = 'a-secret-key';

/** An error as HTTP clients throw it, with the headers that were sent. */
function unforeseen(): Error {
  const cause = Object.assign(new Error('socket hang up'), { options: { headers: { key: KEY } } });
  return Object.assign(new Error('it broke\nin two lines', { cause }), { request: { key: KEY } });
}

describe('an unexpected error', () => {
  it('is one line, and says how to see more', () => {
    expect(commandEnd(unforeseen(), false)).toEqual({
      code: EXIT.unexpected,
      text: 'unexpected error: it broke (IDMP_DEBUG=1 prints its stack)',
    });
  });

  it('shows stacks where asked to, of its causes, too, and nothing of what a call carried', () => {
    const { code, text } = commandEnd(unforeseen(), true);
    expect(code).toBe(EXIT.unexpected);
    expect(text).toMatch(/it broke[^]*\n +at [^]*socket hang up[^]*\n +at /);
    expect(text).not.toContain(KEY);
  });

  it('may be anything that is thrown', () => {
    expect(commandEnd('a text', true)).toEqual({ code: EXIT.unexpected, text: 'unexpected error: a text' });
  });
});

describe('an error that was foreseen', () => {
  it.each([
    [new Exit(EXIT.refused, 'no\n  ✗ why'), EXIT.refused, 'no\n  ✗ why'],
    [new ConfigError(['X is missing']), EXIT.invalid, 'The configuration is invalid:\n  - X is missing'],
    [
      new NamespaceNotFoundError('nope'),
      EXIT.invalid,
      expect.stringContaining('"nope": check TEMPORAL_NAMESPACE'),
    ],
  ])('says what it has to say: %s', (error, code, text) => {
    expect(commandEnd(error, false)).toEqual({ code, text });
  });
});
