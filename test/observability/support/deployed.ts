import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** Reads a file of the repository. */
export function read(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');
}

export interface Alert {
  alert: string;
  expr: string;
  for: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}

export function alerts(): Alert[] {
  const { groups } = parse(read('deploy/prometheus/alerts.yml')) as { groups: { rules: Alert[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

export interface Panel {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource?: { type: string; uid: string };
  fieldConfig?: { defaults: { unit?: string } };
  targets?: { refId: string; expr: string; legendFormat: string; datasource: { uid: string } }[];
}

export interface Dashboard {
  uid: string;
  title: string;
  panels: Panel[];
  templating: { list: { name: string; type: string; query: string | { query: string } }[] };
}

export function dashboard(): Dashboard {
  return JSON.parse(read('deploy/grafana/dashboards/idmp.json')) as Dashboard;
}

/** A metric as an expression selects it, with the allowed values of its labels. */
export interface Selector {
  metric: string;
  /** Label → allowed values, or null for any value. */
  labels: Record<string, string[] | null>;
}

/** Lists the metrics that a PromQL expression names: ours and the SDK's. */
export function selectorsIn(expr: string): Selector[] {
  return [...expr.matchAll(/\b((?:idmp|temporal)_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, metric = '', matchers = '']) => ({
      metric,
      labels: Object.fromEntries(
        [...matchers.matchAll(/(\w+)\s*(=~|!=|!~|=)\s*"([^"]*)"/g)].map(
          ([, label = '', operator, value = '']) => [
            label,
            operator === '='
              ? [value]
              : operator === '=~' && /^[\w|]+$/.test(value)
                ? value.split('|')
                : null,
          ],
        ),
      ),
    }),
  );
}
