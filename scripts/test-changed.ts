/**
 * `npm run test:changed`: runs the tests of all files that differ from `main`, committed or not. jest finds the tests that
 * import them; `related-tests.ts` knows the tests of files that are loaded or read by path. Further arguments are jest's.
 */
import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { relatedTests } from './related-tests.js';

async function git(...args: string[]): Promise<string[]> {
  const { stdout } = await execa('git', args);
  return stdout.split('\n').filter((line) => line !== '');
}

const [base = 'HEAD'] = await git('merge-base', 'HEAD', 'main').catch(() => []);
const changed = [
  ...(await git('diff', '--name-only', base)),
  ...(await git('ls-files', '--others', '--exclude-standard')),
];
const tests = (await git('ls-files', '--cached', '--others', '--exclude-standard', 'test')).filter(
  (path) => path.endsWith('.test.ts') && existsSync(path),
);
const files = [...changed.filter((path) => existsSync(path)), ...relatedTests(changed, tests)];

if (files.length === 0) {
  console.log('No file differs from main: there is nothing to test.');
} else {
  const args = ['test', '--', '--findRelatedTests', '--passWithNoTests', ...files, ...process.argv.slice(2)];
  const { exitCode } = await execa('npm', args, { stdio: 'inherit', reject: false });
  process.exitCode = exitCode ?? 1;
}
