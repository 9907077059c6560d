/**
 * Makes the rule tables of src/rules from the guide's compiled definitions (snapshots, code systems, value
 * sets), a folder an edition:
 *
 *   node scripts/rules-from-guide.js ../shared/ig && npx prettier --write src/rules
 *
 * Only rows that demand something beyond R5 are kept; labels, definitions and examples are not rules.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import model from 'fhirpath/fhir-context/r5';

const guide = process.argv[2] ?? '../shared/ig';
const target = new URL('../src/rules/', import.meta.url);
const R5 = 'http://hl7.org/fhir/StructureDefinition/';
const EDITIONS = ['2025-01', '2025-03', '2026-05'];

/** Profiles on the way of a request: the Task's, and those that it leads to (guide, phpIdRequest, substanceRequest). */
const REQUEST_PROFILES = {
  '2025-01': [
    'Task-who-php-phpid',
    'Task-who-php-gsid',
    'MedicinalProductDefinition-who-php-req',
    'Ingredient-who-php',
    'MarketingAuthorizationHolder-who-php',
    'SubstanceDefinition-req',
  ],
  '2025-03': [
    'Task-who-php-phpid',
    'MedicinalProductDefinition-who-php-req',
    'Ingredient-who-php',
    'MarketingAuthorizationHolder-who-php',
  ],
  '2026-05': [
    'Task-phpid-req',
    'MedicinalProductDefinition-req',
    'Ingredient-req',
    'RegulatedAuthorization-phpid-req',
  ],
};
const REQUESTS = {
  '2025-01': { phpid: 'Task-who-php-phpid', gsid: 'Task-who-php-gsid' },
  '2025-03': { phpid: 'Task-who-php-phpid' },
  '2026-05': { phpid: 'Task-phpid-req' },
};
const BASES = {
  '2025-01': ['http://who-umc.org/idmp'],
  '2025-03': ['http://who-umc.org/idmp'],
  '2026-05': [
    'http://umcterminologies.org',
    'https://build.fhir.org/ig/Uppsala-Monitoring-Centre/WHO-UMC-IDMP-Service',
  ],
};

const read = (...path) => JSON.parse(readFileSync(join(guide, ...path), 'utf8'));
const all = (edition, folder) =>
  readdirSync(join(guide, edition, folder)).map((name) => read(edition, folder, name));
const last = (url) => url.slice(url.lastIndexOf('/') + 1);

/** Conditions that every element or resource has, written down once in table-invariants.ts. */
const ownConstraint = ({ source }) => source !== undefined && !source.startsWith(R5);

function rowOf(element, valueSets) {
  const { id, path, min, max, base = {}, type = [], binding } = element;
  const row = { id };
  if (min > (base.min ?? 0)) row.min = min;
  if (max !== base.max && max !== '*') row.max = Number(max);
  if (path.endsWith('[x]')) {
    const choices = (model.choiceTypePaths[path.slice(0, -3)] ?? []).length;
    if (type.length < choices) row.types = type.map(({ code }) => code);
  }
  const fixed = Object.keys(element).find((key) => /^(pattern|fixed)[A-Z]/.test(key));
  if (fixed !== undefined) row.pattern = element[fixed];
  if (binding?.strength === 'required' && valueSets.has(binding.valueSet?.split('|')[0])) {
    row.binding = binding.valueSet.split('|')[0];
  }
  // R5's own bindings are inherited with a version; one without it is the profile's, to a value set of R5.
  if (binding?.strength === 'required' && /^http:..hl7.org.fhir.ValueSet.[a-z-]+$/.test(binding.valueSet)) {
    row.binding = last(binding.valueSet);
  }
  const targets = type.flatMap(({ targetProfile = [] }) => targetProfile);
  const known = model.path2RefType[path.replace('[x]', '')];
  if (targets.length > 0 && !targets.includes(`${R5}Resource`)) {
    const names = targets.map((url) => last(url));
    if (targets.some((url) => !url.startsWith(R5)) || (known !== undefined && known.length > names.length)) {
      row.targets = names;
    } else if (known === undefined && id.includes(':')) row.targets = names;
  }
  if (element.slicing !== undefined && !path.endsWith('xtension')) {
    row.slicedBy = element.slicing.discriminator.map((each) => each.path).join(',');
  }
  // A slice without a demand of its own still has to be told apart by the slices' discriminator.
  return Object.keys(row).length > 1 ? [row] : [];
}

function profileOf(definition, valueSets) {
  const elements = definition.snapshot.element;
  return {
    id: definition.id,
    type: definition.type,
    rows: elements.slice(1).flatMap((element) => rowOf(element, valueSets)),
    invariants: elements.flatMap(({ id, constraint = [] }) =>
      constraint
        .filter(ownConstraint)
        .map(({ key, expression }) => ({ key, at: id, expression: expression.trim() })),
    ),
  };
}

function valueSetsOf(edition) {
  const entries = all(edition, 'valuesets').flatMap(({ url, compose }) => {
    const listed = compose.include.every(({ concept }) => concept !== undefined);
    const systems = Object.fromEntries(all(edition, 'codesystems').map((each) => [each.url, each]));
    const whole = compose.include.every(({ system, concept }) => concept !== undefined || system in systems);
    if (!listed && !whole) return [];
    const codes = compose.include.flatMap(({ system, concept }) =>
      (concept ?? systems[system].concept).map(({ code }) => `${system}|${code}`),
    );
    const instances = url.replace(BASES['2026-05'][1], BASES['2026-05'][0]);
    return [[instances, codes]];
  });
  return new Map(entries);
}

const tables = Object.fromEntries(
  EDITIONS.map((edition) => {
    const definitions = all(edition, 'snapshots');
    const valueSets = valueSetsOf(edition);
    const profiles = REQUEST_PROFILES[edition].map((id) =>
      profileOf(
        definitions.find((each) => each.id === id),
        valueSets,
      ),
    );
    const bound = new Set(profiles.flatMap(({ rows }) => rows.flatMap(({ binding }) => binding ?? [])));
    const codeSystems = all(edition, 'codesystems')
      .filter(({ content }) => content === 'complete')
      .map(({ url, concept }) => [
        url,
        Object.fromEntries(concept.map(({ code, display }) => [code, display ?? code])),
      ]);
    return [
      edition,
      {
        name: edition,
        bases: BASES[edition],
        requests: REQUESTS[edition],
        profiles,
        otherDefinitions: Object.fromEntries(
          definitions
            .filter(({ id }) => !REQUEST_PROFILES[edition].includes(id))
            .map(({ id, type }) => [id, type]),
        ),
        codeSystems: Object.fromEntries(codeSystems),
        valueSets: Object.fromEntries([...valueSets].filter(([url]) => bound.has(url))),
      },
    ];
  }),
);

const json = (value) => JSON.stringify(value, null, 2);

/** Refers to an earlier edition's rules where this edition has the same ones, so that they are written once. */
function written(edition) {
  const earlier = EDITIONS.slice(0, EDITIONS.indexOf(edition));
  const table = tables[edition];
  const imports = new Map();
  const shared = (part, key) => {
    const first = earlier.find((name) => json(tables[name][part][key] ?? null) === json(table[part][key]));
    return first === undefined ? json(table[part][key]) : `${from(first)}.${part}[${json(key)}]!`;
  };
  const from = (name) => {
    imports.set(name, `edition${name.replace('-', '')}`);
    return imports.get(name);
  };
  const profiles = table.profiles.map((profile) => {
    const first = earlier.find((name) => tables[name].profiles.some((each) => json(each) === json(profile)));
    return first === undefined
      ? json(profile)
      : `${from(first)}.profiles.find(({ id }) => id === ${json(profile.id)})!`;
  });
  const entries = (part) =>
    Object.keys(table[part])
      .map((key) => `${json(key)}: ${shared(part, key)},`)
      .join('\n');
  const body = `{
    name: ${json(edition)},
    bases: ${json(table.bases)},
    requests: ${json(table.requests)},
    profiles: [${profiles.join(',\n')}],
    otherDefinitions: ${json(table.otherDefinitions)},
    codeSystems: {${entries('codeSystems')}},
    valueSets: {${entries('valueSets')}},
  }`;
  const lines = [...imports].map(([name, variable]) => `import { ${variable} } from './table-${name}.js';`);
  return `// Made by scripts/rules-from-guide.js from the guide's definitions; do not edit.
${lines.join('\n')}
import type { EditionTables } from './table-row.js';

/** What the definitions of edition ${edition} demand of a request. */
export const edition${edition.replace('-', '')}: EditionTables = ${body};
`;
}

for (const edition of EDITIONS) writeFileSync(new URL(`table-${edition}.ts`, target), written(edition));

/** R5's own demands on the resources of a request: cardinalities that the JSON structure does not show. */
const resources = new Map();
for (const definition of EDITIONS.flatMap((edition) => all(edition, 'snapshots'))) {
  if (definition.type === 'Extension' || definition.type === 'Subscription') continue;
  const rows = definition.snapshot.element
    .filter(
      ({ id, base }) => !id.includes(':') && base.path.startsWith(`${definition.type}.`) && base.min > 0,
    )
    .map(({ path, base }) => ({ id: path, min: base.min }));
  resources.set(definition.type, rows);
}
const rows = [...resources].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, each]) => each);
writeFileSync(
  new URL('table-r5-resources.ts', target),
  `// Made by scripts/rules-from-guide.js from the guide's definitions; do not edit.
import type { Row } from './table-row.js';

/** R5 5.0.0: elements of the resources of a request that must be there. */
export const r5Resources: readonly Row[] = ${json(rows)};
`,
);
