import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Who may know whom (docs/architecture.md): a room is a folder of src/, and this is what its files may import from
 * outside it, below src/. Entry points, sandbox, development tools and tests are in no list: nobody knows them.
 */
const rooms = {
  contract: [],
  json: [],
  configuration: ['contract/', 'schemas/', 'encryption/', 'json/'],
  encryption: ['configuration/secret\\.js'],
  'codec-server': [
    'encryption/',
    'configuration/config\\.js',
    'configuration/listen-address\\.js',
    'configuration/secret\\.js',
  ],
  editions: ['contract/'],
  schemas: ['contract/', 'json/'],
  products: ['contract/', 'editions/', 'json/'],
  rules: ['contract/', 'editions/', 'json/'],
  fhir: ['contract/', 'editions/', 'json/', 'configuration/accounts\\.js'],
  requests: [
    'contract/',
    'editions/',
    'json/',
    'schemas/',
    'products/',
    'rules/',
    'fhir/',
    'configuration/config\\.js',
  ],
  rows: ['contract/', 'json/', 'requests/', 'fhir/', 'configuration/config\\.js'],
  results: ['contract/', 'json/'],
  activities: [
    'contract/',
    'editions/',
    'json/',
    'schemas/',
    'products/',
    'rules/',
    'requests/',
    'fhir/',
    'configuration/config\\.js',
  ],
  temporal: [
    'contract/',
    'json/',
    'encryption/',
    'activities/',
    'observability/',
    'configuration/config\\.js',
    'configuration/plaintext\\.js',
  ],
  doctor: ['contract/', 'editions/', 'fhir/', 'temporal/', 'configuration/config\\.js'],
  observability: [
    'contract/',
    'json/',
    'fhir/',
    'configuration/accounts\\.js',
    'configuration/config\\.js',
    'configuration/listen-address\\.js',
  ],
  client: [
    'contract/',
    'requests/(?:request-id|start-options)\\.js',
    'temporal/(?:connection|data-converter)\\.js',
    'configuration/config\\.js',
  ],
  commands: [
    'client/',
    'doctor/',
    'contract/',
    'editions/',
    'json/',
    'schemas/',
    'products/',
    'rules/',
    'requests/',
    'rows/',
    'results/',
    'fhir/',
    'encryption/',
    'codec-server/',
    'temporal/',
    'configuration/config\\.js',
    'configuration/listen-address\\.js',
  ],
  workflows: ['contract/'],
};

/** How deep the folders of a room may be. */
const DEPTHS = [1, 2, 3];

/** Imports of a file, `depth` folders below src/, that leave its room for one that the room may not know. */
const outside = (room, allowed, depth) => {
  const top = '\\.\\./'.repeat(depth);
  return {
    regex: allowed.length === 0 ? `^${top}` : `^${top}(?!(?:${allowed.join('|')}))`,
    message: `src/${room} may not know that room; see docs/architecture.md.`,
  };
};

/** Packages that a room must do without, or that are all it may have. */
const packages = {
  contract: [
    {
      regex: '^(?!\\.|fhir/r5\\.js$|@temporalio/common$)',
      message: 'The contract depends on FHIR types and @temporalio/common only.',
    },
  ],
  workflows: [
    {
      regex: '^(?!\\.|@temporalio/workflow$|@temporalio/common$|fhir/r5$)',
      message: 'Workflow code runs in a sandbox: no Node, no zod (0.7 MB a cached workflow), only Temporal.',
    },
  ],
};

const roomRules = Object.entries(rooms).flatMap(([room, allowed]) =>
  DEPTHS.map((depth) => ({
    files: [`src/${[room, ...Array(depth - 1).fill('*')].join('/')}/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [outside(room, allowed, depth), ...(packages[room] ?? [])] },
      ],
    },
  })),
);

export default tseslint.config(
  // The example of a caller is a project of its own: it knows the package, not the repository.
  {
    ignores: [
      'dist',
      '.test-build-*',
      'docs-api',
      'coverage',
      'node_modules',
      '.idmp',
      'examples/callers/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  ...roomRules,
  {
    // In the bundle of workers that trace, and in no other.
    files: ['src/workflows/tracing-interceptors.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/worker.ts', 'src/starter.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'The environment is read by the entry points, and checked by config.ts.',
        },
      ],
    },
  },
  {
    files: ['sandbox/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '/src/', message: 'The sandbox judges with code of its own, not the product’s.' },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    ...tseslint.configs.disableTypeChecked,
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        URL: 'readonly',
      },
    },
  },
  {
    // The desk's page runs in browsers, as it lies there.
    files: ['sandbox/desk/page/*.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        window: 'readonly',
        location: 'readonly',
        fetch: 'readonly',
        setInterval: 'readonly',
        AbortController: 'readonly',
        EventSource: 'readonly',
        FormData: 'readonly',
        URLSearchParams: 'readonly',
      },
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly', exports: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
