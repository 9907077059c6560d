import { parse } from 'yaml';
import { filesBelow, read } from './pages.js';

const CODE = ['src', 'dev', 'scripts', 'bench', 'sandbox', 'test', 'deploy'].flatMap((folder) =>
  filesBelow(folder, /(\.(ts|js|json|ya?ml|sh)|^[a-z-]+)$/).filter((path) => !path.startsWith('test/docs')),
);

function namesIn(paths: readonly string[], pattern: RegExp): Set<string> {
  return new Set(paths.flatMap((path) => read(path).match(pattern) ?? []));
}

const VARIABLE = /\b(?:IDMP|TEMPORAL)_[A-Z0-9_]*[A-Z0-9]\b/g;
const BY_TEMPORAL = 'node_modules/@temporalio/envconfig/lib';

/** Environment variables that our code or Temporal's own configuration reads. */
export const VARIABLES = namesIn(
  [...CODE, 'package.json', 'docker-compose.yml', 'Dockerfile', ...filesBelow(BY_TEMPORAL, /\.js$/)],
  VARIABLE,
);

/** Environment variables that the product's own processes read. */
export const PRODUCT_VARIABLES = namesIn(
  CODE.filter((path) => path.startsWith('src/')),
  VARIABLE,
);

export function variablesIn(text: string): string[] {
  return text.match(VARIABLE) ?? [];
}

const METRIC = /\bidmp_[a-z][a-z0-9_]*[a-z0-9]\b/g;

/** Metrics that the product records, and metrics in rules and dashboards. */
export const METRICS = namesIn(CODE, METRIC);

/** Metrics that the product records, without the `_total` that the exporter adds to counters. */
export const PRODUCT_METRICS = namesIn(
  CODE.filter((path) => path.startsWith('src/')),
  METRIC,
);

/** Names with our prefix: search attributes, classes, alerts. */
export const IDENTIFIERS = namesIn(CODE, /\bIdmp[A-Z][A-Za-z]*\b/g);

export const SCRIPTS = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);

interface Alerts {
  groups: { rules: { alert?: string }[] }[];
}

export const ALERTS = (parse(read('deploy/prometheus/alerts.yml')) as Alerts).groups
  .flatMap(({ rules }) => rules)
  .flatMap(({ alert }) => alert ?? []);
