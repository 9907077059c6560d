import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';

describe('the environment of unit tests', () => {
  it.each([
    ['a server', () => createServer().listen(0)],
    ['a connection', () => connect(1, '127.0.0.1')],
    ['a process', () => spawn('true')],
    ['a process that it would wait for', () => execFileSync('true')],
  ])('refuses %s', (_, use) => {
    expect(use).toThrow(/name the file \*\.local\.test\.ts/);
  });
});
