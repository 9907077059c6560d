import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkerOptions } from '@temporalio/worker';
import { workflowCode } from '../../src/temporal/workflow-bundle.js';

const PLAIN = { failureConverterPath: null, isTraced: false };

describe('the workflow code of a worker', () => {
  it('is what npm run build made, where that is there', () => {
    withBuilt((path) => {
      expect(workflowCode({}, false, [{ path, ...PLAIN }])).toEqual({ workflowBundle: { codePath: path } });
    });
  });

  it('is bundled at the start where nothing was built, as below src', () => {
    const code = workflowCode({}, false) as WorkerOptions;
    expect(code.workflowBundle).toBeUndefined();
    expect(existsSync(code.workflowsPath!)).toBe(true);
  });

  it('is bundled at the start where the built one has another failure converter: messages could go out in the clear', () => {
    withBuilt((path) => {
      const code = workflowCode({ failureConverterPath: '/a.cjs' }, false, [{ path, ...PLAIN }]);
      expect(code).not.toHaveProperty('workflowBundle');
    });
  });

  it('is bundled at the start where the built one traces and this worker does not, or the other way round', () => {
    withBuilt((path) => {
      expect(workflowCode({}, true, [{ path, ...PLAIN }])).not.toHaveProperty('workflowBundle');
      const traced = [{ path, ...PLAIN, isTraced: true }];
      expect(workflowCode({}, false, traced)).not.toHaveProperty('workflowBundle');
    });
  });
});

function withBuilt(test: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'idmp-bundle-'));
  try {
    const path = join(folder, 'workflow-bundle.js');
    writeFileSync(path, '');
    test(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
