import { describe, expect, it, jest } from '@jest/globals';
import { EDITION_NAMES, type GsidResult, type PhpidResult } from '../src/contract/index.js';
import { run } from './support/processes.js';

jest.setTimeout(120_000);

interface Line {
  workflowId: string;
  kind: string;
  edition: string;
  status: string;
  result: PhpidResult | GsidResult;
}

describe('npm run demo -- --json', () => {
  it('prints a completed request of every edition and kind, a line each, and exits with 0', async () => {
    const cli: Record<string, string> =
      process.env.TEMPORAL_CLI_PATH === undefined ? {} : { TEMPORAL_CLI_PATH: process.env.TEMPORAL_CLI_PATH };
    const demo = run('dev/demo.ts', ['--json'], cli);
    const { code } = await demo.ended;
    expect({ code, stderr: code === 0 ? '' : demo.stderr() }).toEqual({ code: 0, stderr: '' });
    const lines = demo
      .stdout()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(lines.map(({ kind, edition, status }) => `${kind} ${edition} ${status}`)).toEqual([
      ...EDITION_NAMES.map((edition) => `phpid ${edition} completed`),
      'gsid 2025-01 completed',
    ]);
    for (const { workflowId, result } of lines) {
      expect(workflowId).toEqual(result.requestId);
      if ('gsid' in result) expect(result.gsid.value).toMatch(/^GSID/);
      else expect(result.phpids).toHaveLength(4);
    }
    expect(demo.stderr()).toMatch(/web UI.*http:/);
  });
});
