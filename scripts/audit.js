/**
 * `npm audit` of what goes into production: fails on an advisory of high or critical severity. If a registry has no
 * advisories (for example a mirror), the script prints that and does not fail, because there is no finding.
 */
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8' });
const report = JSON.parse(stdout || '{}');
const counts = report.metadata?.vulnerabilities;
if (counts === undefined) {
  process.stderr.write(
    `audit: NOT DONE, the registry does not answer it: ${report.message ?? report.error?.summary ?? 'no report'}\n`,
  );
} else {
  const { high, critical, total } = counts;
  process.stderr.write(`audit: ${total} advisories, ${high} high, ${critical} critical\n`);
  for (const { name, severity, via } of Object.values(report.vulnerabilities ?? {})) {
    const titles = via.map((each) => (typeof each === 'string' ? each : each.title));
    process.stderr.write(`  ${name} (${severity}): ${titles.join('; ')}\n`);
  }
  if (high + critical > 0) process.exitCode = 1;
}
