/**
 * Tests of files that no test imports: a worker loads workflows by path, processes run entry points, and pages, examples and
 * deployments are read as data. jest itself finds the tests of all other files by their imports.
 *
 * Beginnings of paths, each with the beginnings of its tests' paths.
 */
export const RELATED: Readonly<Record<string, readonly string[]>> = {
  'src/workflows/': ['test/workflows/', 'test/histories/', 'test/temporal/', 'test/observability/traced'],
  'src/commands/': ['test/commands/', 'test/rows/commands', 'test/rules/validate-command', 'test/docs/'],
  'src/starter.ts': ['test/commands/', 'test/rows/commands', 'test/rules/validate-command'],
  'src/worker.ts': ['test/worker', 'test/temporal/shutdown', 'test/observability/'],
  'sandbox/main.ts': ['test/sandbox/main'],
  'sandbox/desk/': ['test/sandbox/desk'],
  'dev/': ['test/dev/', 'test/demo'],
  'schemas/': ['test/schemas/', 'test/callers/'],
  'examples/callers/': ['test/callers/'],
  'examples/': ['test/schemas/', 'test/rows/', 'test/rules/', 'test/docs/', 'test/demo'],
  'deploy/': ['test/deploy/', 'test/observability/deployed', 'test/docs/'],
  'docker-compose.yml': ['test/deploy/', 'test/docs/'],
  Dockerfile: ['test/deploy/', 'test/docs/'],
  '.env.example': ['test/deploy/'],
  'docs/rules-': ['test/rules/documents'],
  'docs/reliability.md': ['test/reliability/answers'],
  'docs/calling.md': ['test/callers/snippets'],
  'docs/observability.md': ['test/observability/'],
  'docs/runbook.md': ['test/observability/deployed'],
  'docs/backfill-files.md': ['test/rows/fields'],
  'docs/': ['test/docs/'],
  'README.md': ['test/docs/'],
  'CHANGELOG.md': ['test/docs/', 'test/deploy/kubernetes'],
  'CONTRIBUTING.md': ['test/docs/'],
  '.github/': ['test/docs/'],
  'package.json': ['test/docs/', 'test/deploy/'],
  'package-lock.json': ['test/docs/versions'],
  'scripts/': ['test/docs/', 'test/rules/documents'],
  'test/histories/': ['test/histories/'],
};

/** Finds the tests that the table has for the changed files. All paths begin at the root of the repository. */
export function relatedTests(changed: readonly string[], tests: readonly string[]): string[] {
  const places = Object.entries(RELATED)
    .filter(([path]) => changed.some((file) => file.startsWith(path)))
    .flatMap(([, beginnings]) => beginnings);
  return tests.filter((test) => places.some((place) => test.startsWith(place)));
}
