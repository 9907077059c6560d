import { describe, expect, it } from '@jest/globals';
import { alerts, dashboard, read } from './support/deployed.js';

describe('the alerts', () => {
  it.each(alerts().map((alert) => [alert.alert, alert] as const))(
    '%s says how bad it is, what it means, and where to read on',
    (name, { expr, for: patience, labels, annotations }) => {
      expect(expr).toMatch(/idmp_|temporal_/);
      expect(patience).toMatch(/^\d+[mh]$/);
      expect(['critical', 'warning']).toContain(labels.severity);
      expect(annotations.summary.length).toBeGreaterThan(10);
      expect(annotations.description.length).toBeGreaterThan(30);
      expect(annotations.runbook_url).toBe(`docs/runbook.md#${name.toLowerCase()}`);
    },
  );

  it('have a section each in the runbook, which has no others', () => {
    const sections = [...read('docs/runbook.md').matchAll(/^## (.+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(alerts().map(({ alert }) => alert));
    for (const section of read('docs/runbook.md').split(/^## /m).slice(1)) {
      expect(section).toMatch(/\*\*Means\.\*\*[^]+\*\*Look at\.\*\*[^]+\*\*Do\.\*\*/);
    }
  });

  it('are each tried by promtool', () => {
    const tried = read('deploy/prometheus/alerts.test.yml');
    for (const { alert } of alerts()) {
      const patterns = [...tried.matchAll(/alertname=~?\\?"([^"\\]+)/g)].map(
        ([, pattern]) => `^(?:${pattern})$`,
      );
      expect([alert, patterns.some((pattern) => new RegExp(pattern).test(alert))]).toEqual([alert, true]);
    }
  });
});

describe('the dashboard', () => {
  const { panels, templating, uid, title } = dashboard();
  const drawn = panels.filter(({ type }) => type !== 'row');

  it('has its rows', () => {
    expect({ uid, title }).toEqual({ uid: 'idmp-worker', title: 'IDMP requests' });
    expect(panels.filter(({ type }) => type === 'row').map((row) => row.title)).toEqual([
      'Requests',
      'Service',
      'Waiting',
      'Sweeps',
      'Workers',
    ]);
  });

  it('tells its panels apart, and gives each a place of its own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(drawn.map((panel) => panel.title)).size).toBe(drawn.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  });

  it.each(drawn.map((panel) => [panel.title, panel] as const))(
    '"%s" has a description, a unit, legends, and takes the data source that was chosen',
    (_title, { description, fieldConfig, targets = [], datasource }) => {
      expect(description).toMatch(/\.$/);
      expect(fieldConfig?.defaults.unit).toMatch(/^\w+$/);
      expect(targets.length).toBeGreaterThan(0);
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
      expect(targets.every(({ legendFormat }) => legendFormat !== '')).toBe(true);
      const uids = [datasource, ...targets.map((target) => target.datasource)].map((each) => each?.uid);
      expect(new Set(uids)).toEqual(new Set(['${datasource}']));
    },
  );

  it('uses no variable that it does not have', () => {
    const known = templating.list.map(({ name }) => name);
    expect(known).toEqual(['datasource', 'account', 'task_queue']);
    const used = [...JSON.stringify(panels).matchAll(/\$\{?(?!__)(\w+)/g)].map(([, name]) => name);
    expect(used.filter((name) => !known.includes(name!))).toEqual([]);
  });
});
