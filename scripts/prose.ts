/**
 * Checks the language of documents, comments and messages by the rules of Plain English (scripts/prose/rules.ts):
 *
 *   npm run prose [-- PATH…]
 *
 * Prints findings by line, and ends with exit code 1 if there are any. With paths, checks those files and folders only.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findingAsLine, findingsIn, isChecked } from './prose/check.js';
import { RULES } from './prose/rules.js';

const listing = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...process.argv.slice(2)],
  { encoding: 'utf8' },
);
const paths = [...new Set(listing.split('\0'))].filter((path) => isChecked(path) && existsSync(path));
const findings = paths.flatMap((path) => findingsIn(path, readFileSync(path, 'utf8'), RULES));

for (const finding of findings) console.log(findingAsLine(finding));
console.error(`${findings.length} findings in ${paths.length} files`);
process.exitCode = findings.length === 0 ? 0 : 1;
