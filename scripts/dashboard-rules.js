import { readFileSync } from 'node:fs';

/**
 * Prints the expressions of Grafana dashboards as Prometheus' recording rules, so that promtool can check them. Grafana's
 * variables receive values that Grafana could set.
 */
const VARIABLES = { $__rate_interval: '5m', $__range: '6h', $account: '.*', $task_queue: '.*' };

function expressionsOf(file) {
  const { panels } = JSON.parse(readFileSync(file, 'utf8'));
  return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
}

function filledIn(expr) {
  // The longest first: $__range is the beginning of others.
  const names = Object.keys(VARIABLES).sort((one, other) => other.length - one.length);
  return names.reduce((text, name) => text.replaceAll(name, VARIABLES[name]), expr);
}

const rules = process.argv
  .slice(2)
  .flatMap(expressionsOf)
  .map((expr, index) => ({
    record: `dashboard:expression:${index}`,
    expr: filledIn(expr),
  }));
// JSON is YAML.
console.log(JSON.stringify({ groups: [{ name: 'dashboards', rules }] }, null, 2));
