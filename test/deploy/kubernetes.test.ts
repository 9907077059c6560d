import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { readConfig } from '../../src/configuration/config.js';
import { releasedVersions } from '../support/released-version.js';

// scripts/check-kubernetes checks the schemas of Kubernetes and KEDA with fetched tools; these tests check facts outside them.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'deploy', 'kubernetes');

interface Container {
  name: string;
  image: string;
  command?: string[];
  env?: { name: string; value?: string; valueFrom?: object }[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  securityContext?: object;
  resources?: { requests?: object; limits?: { memory?: string } };
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
}
interface Probe {
  httpGet?: { path: string; port: string };
}
interface PodSpec {
  automountServiceAccountToken?: boolean;
  serviceAccountName?: string;
  securityContext?: object;
  terminationGracePeriodSeconds?: number;
  containers: Container[];
}
interface Manifest {
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  data?: Record<string, string>;
  spec?: {
    template?: { metadata: { annotations?: Record<string, string> }; spec: PodSpec };
    ingress?: { ports?: { port: number }[] }[];
    scaleTargetRef?: { name: string };
    triggers?: { metadata: Record<string, string> }[];
  };
}

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);
const manifests = files.flatMap((name) =>
  parseAllDocuments(readFileSync(join(FOLDER, name), 'utf8')).map((document) => document.toJS() as Manifest),
);
const named = (kind: string, name: string): Manifest =>
  manifests.find((each) => each.kind === kind && each.metadata?.name === name)!;
const pods = manifests.flatMap(({ kind, metadata, spec }): [string, PodSpec][] =>
  spec?.template === undefined ? [] : [[`${kind} ${metadata.name}`, spec.template.spec]],
);
const workers = pods.filter(([name]) => /idmp-(workflows|calls)$/.test(name));

const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(ROOT, 'src', name), 'utf8'))
  .join('\n');
const version = releasedVersions()[0]!;

describe('the manifests for Kubernetes', () => {
  it('set variables that the programs read', () => {
    const set = [
      ...Object.keys(named('ConfigMap', 'idmp').data!),
      ...pods.flatMap(([, { containers }]) =>
        containers.flatMap(({ env = [] }) => env.map(({ name }) => name)),
      ),
    ];
    expect(set).toContain('IDMP_WORKER_ROLE');
    for (const name of set.filter((each) => each.startsWith('IDMP_'))) {
      expect({ name, isRead: new RegExp(`\\b${name}\\b`).test(sources) }).toEqual({ name, isRead: true });
    }
  });

  it('have accounts that the worker would take, with keys from a Secret', () => {
    const folder = mkdtempSync(join(tmpdir(), 'idmp-manifests-'));
    try {
      const path = join(folder, 'accounts.json');
      writeFileSync(path, named('ConfigMap', 'idmp-accounts').data!['accounts.json']!);
      const environment = named('ConfigMap', 'idmp').data!;
      const config = readConfig({
        ...environment,
        IDMP_ACCOUNTS_FILE: path,
        TEMPORAL_WORKER_BUILD_ID: version,
        UMC_KEY: 'from-the-secret',
      });
      expect(config.accounts.get('default')?.subscriptionKey).not.toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each(pods)('give %s no rights, and bounds', (_name, { containers, ...pod }) => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.automountServiceAccountToken === false || pod.serviceAccountName === 'idmp').toBe(true);
    for (const { securityContext, resources } of containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(resources).toMatchObject({
        requests: { cpu: expect.any(String) },
        limits: { memory: expect.any(String) },
      });
    }
  });

  it.each(workers)(
    'ask %s for its health where it answers',
    (_name, { containers, terminationGracePeriodSeconds }) => {
      const { IDMP_HEALTH_ADDRESS, IDMP_METRICS_ADDRESS } = named('ConfigMap', 'idmp').data!;
      const [worker] = containers as [Container];
      const port = (name: string): number | undefined =>
        worker.ports?.find((each) => each.name === name)?.containerPort;
      expect(IDMP_HEALTH_ADDRESS).toBe(`0.0.0.0:${port('health')}`);
      expect(IDMP_METRICS_ADDRESS).toBe(`0.0.0.0:${port('metrics')}`);
      expect(worker.startupProbe?.httpGet).toEqual({ path: '/live', port: 'health' });
      expect(worker.livenessProbe?.httpGet).toEqual({ path: '/live', port: 'health' });
      expect(worker.readinessProbe?.httpGet).toEqual({ path: '/ready', port: 'health' });
      expect(terminationGracePeriodSeconds).toBeGreaterThan(30);
    },
  );

  it('let Prometheus reach the metrics', () => {
    for (const name of ['idmp-workflows', 'idmp-calls']) {
      const { annotations } = named('Deployment', name).spec!.template!.metadata;
      expect(annotations).toEqual({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9464' });
    }
    expect(named('NetworkPolicy', 'idmp').spec!.ingress![0]!.ports).toEqual([{ port: 9464 }]);
  });

  it('hold no secret', () => {
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  it('deploy the newest release', () => {
    const text = readFileSync(join(FOLDER, 'example', 'kustomization.yaml'), 'utf8');
    const versions = text.match(/\d+[.-]\d+[.-]\d+/g)!.map((each) => each.replaceAll('-', '.'));
    expect(new Set(versions)).toEqual(new Set([version]));
    expect(named('ScaledObject', 'idmp-workflows').spec!.triggers![0]!.metadata.workerDeploymentBuildId).toBe(
      version,
    );
  });
});
