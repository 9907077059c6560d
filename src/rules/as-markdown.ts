import type { EditionName } from '../contract/index.js';
import { patternText } from './patterns.js';
import {
  codeLists,
  guideTexts,
  r5CodeSystems,
  r5Datatypes,
  r5Invariants,
  r5Resources,
  tables,
  type ProfileTable,
  type Row,
} from './tables.js';

/** An edition's rules as a page that people read (`docs/rules-2026-05.md`); made from the tables that are checked. */
export function editionAsMarkdown(name: EditionName): string {
  const edition = tables[name];
  const requests = Object.entries(edition.requests).map(([kind, id]) => `| ${kind} | \`${id}\` |`);
  const systems = Object.entries(edition.codeSystems).map(
    ([url, codes]) => `| \`${url}\` | ${list(Object.keys(codes))} |`,
  );
  const valueSets = Object.entries(edition.valueSets).map(
    ([url, codes]) => `| \`${url}\` | ${list(codes)} |`,
  );
  return [
    `# Rules of edition ${name}`,
    'What this edition demands of a request beyond FHIR R5 (see [rules of R5](rules-r5.md)). It is checked before anything is sent, by `validateTask` and by `idmp validate`. Made from `src/rules/table-*.ts` by `scripts/rules-docs.js`.',
    `Profiles are named by either of: ${edition.bases.map((base) => `\`${base}/StructureDefinition/…\``).join(', ')}.`,
    table('request', 'profile of the Task', requests),
    ...edition.profiles.flatMap(profileSections),
    '## Code systems',
    'A code of one of these systems that is not in the list is an error, wherever it stands.',
    table('system', 'codes', systems),
    '## Value sets',
    table('value set', 'codes', valueSets),
    '',
  ].join('\n\n');
}

/** R5's own rules that the JSON structure does not show (`docs/rules-r5.md`). */
export function r5AsMarkdown(): string {
  const invariants = r5Invariants.map(
    ({ key, at, text, expression, by }) =>
      `| ${key} | \`${at}\` | ${escaped(text)} | ${by === 'code' ? 'code' : 'FHIRPath'}: \`${escaped(expression)}\` |`,
  );
  return [
    '# Rules of FHIR R5',
    'What R5 demands of every request, beside its structure (elements, types, lists, choices, forms of primitive values), which comes from the data of the `fhirpath` package. Made from `src/rules/table-*.ts` by `scripts/rules-docs.js`.',
    '## Elements',
    rowsTable([...r5Resources, ...r5Datatypes]),
    '## Conditions',
    `| key | on | what holds | how it is checked |\n| --- | --- | --- | --- |\n${invariants.join('\n')}`,
    '## Codes of required bindings',
    'Beside these: `all-languages` (BCP-47), `country` (ISO 3166), `currencies` (ISO 4217).',
    table(
      'value set',
      'codes',
      Object.entries(codeLists).map(([name, codes]) => `| ${name} | ${list(codes)} |`),
    ),
    '## Code systems whose codes are all known',
    table(
      'system',
      'codes',
      Object.entries(r5CodeSystems).map(([url, codes]) => `| \`${url}\` | ${list(codes)} |`),
    ),
    '',
  ].join('\n\n');
}

function profileSections({ id, rows, invariants }: ProfileTable): string[] {
  const conditions = invariants.map(
    ({ key, expression }) => `- ${key}: ${guideTexts[key] ?? ''} (\`${expression}\`)`,
  );
  return [`## ${id}`, rowsTable(rows), ...(conditions.length === 0 ? [] : [conditions.join('\n')])];
}

function rowsTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => `| \`${row.id}\` | ${cardinality(row)} | ${demands(row).join('; ')} |`);
  return `| element | how often | what else |\n| --- | --- | --- |\n${lines.join('\n')}`;
}

function cardinality({ min, max }: Row): string {
  if (min === undefined && max === undefined) return '';
  if (max === undefined) return `at least ${min}`;
  return min === undefined ? `at most ${max}` : `${min} to ${max}`;
}

function demands({ types, pattern, binding, targets, slicedBy }: Row): string[] {
  return [
    ...(pattern === undefined ? [] : [`fixed: ${escaped(patternText(pattern))}`]),
    ...(types === undefined ? [] : [`only ${types.join(', ')}`]),
    ...(targets === undefined ? [] : [`refers to ${targets.join(', ')}`]),
    ...(binding === undefined ? [] : [`a code of ${binding}`]),
    ...(slicedBy === undefined ? [] : [`sliced by \`${slicedBy}\`, others allowed`]),
  ];
}

function table(left: string, right: string, lines: string[]): string {
  return `| ${left} | ${right} |\n| --- | --- |\n${lines.join('\n')}`;
}

function list(codes: readonly string[]): string {
  const names = codes.map((code) => escaped(code.slice(code.lastIndexOf('|') + 1)));
  return names.length <= 60 ? names.map((name) => `\`${name}\``).join(', ') : `${names.length} codes`;
}

/** A bar would end the cell. */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
