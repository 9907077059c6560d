import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workflowCode } from '../../src/temporal/workflow-bundle.js';

describe('the workflow code of a worker', () => {
  it('is what npm run build made, where that is there', () => {
    withBuilt((path) => {
      expect(workflowCode({}, [{ path, converters: {} }])).toEqual({ workflowBundle: { codePath: path } });
    });
  });

  it('is bundled at the start where nothing was built, as below src', () => {
    const code = workflowCode({});
    expect(code.workflowBundle).toBeUndefined();
    expect(existsSync(code.workflowsPath!)).toBe(true);
  });

  it('is bundled at the start where the built one has another failure converter: messages could go out in the clear', () => {
    withBuilt((path) => {
      const built = [{ path, converters: {} }];
      expect(workflowCode({ failureConverterPath: '/a.cjs' }, built).workflowBundle).toBeUndefined();
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
