import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * Who may know whom (docs/architecture.md). A room is a folder of src/; the patterns name what its files
 * must not import.
 */
const mayNotImport = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const nodeBuiltins = { group: ['node:*'], message: 'Workflow code runs in a sandbox without Node.' };
const entryPoints = {
  group: ['**/worker.js', '**/starter.js'],
  message: 'Nobody imports an entry point.',
};
const sandbox = {
  group: ['**/sandbox/**', '**/dev/**', '**/test/**'],
  message: 'The product never imports the sandbox, the development tools or the tests.',
};

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'node_modules', '.idmp'] },
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
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config.ts', 'src/worker.ts', 'src/starter.ts', 'src/workflows/**', 'src/contract/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [entryPoints, sandbox] }] },
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
          message: 'The environment is read once, by the entry points, and checked by config.ts.',
        },
      ],
    },
  },
  mayNotImport(
    ['src/contract/**/*.ts'],
    [
      {
        regex: '^(?!\\./|fhir/r5)',
        message: 'The contract has no dependencies; it knows FHIR types and itself.',
      },
    ],
  ),
  mayNotImport(
    ['src/workflows/**/*.ts'],
    [
      nodeBuiltins,
      entryPoints,
      sandbox,
      { group: ['**/activities/**'], message: 'Workflows know activities by their contract only.' },
      {
        group: ['zod', '**/schemas/**'],
        message: 'zod costs 0.7 MB a cached workflow; check input earlier.',
      },
      {
        regex: '^(?!\\./|\\.\\./contract/|@temporalio/workflow$|@temporalio/common$|fhir/r5$)',
        message: 'Workflow code knows the contract and Temporal, nothing else.',
      },
    ],
  ),
  {
    files: ['*.js', '**/*.js'],
    ...tseslint.configs.disableTypeChecked,
  },
);
