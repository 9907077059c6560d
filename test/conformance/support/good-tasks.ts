import { EDITION_NAMES, type EditionName, type Kind } from '../../../src/contract/index.js';
import { editionNamed } from '../../../src/editions/index.js';
import type { Json } from './places.js';

/**
 * Requests that use every element with a rule, so that each rule can be broken in them. They are valid,
 * and have more elements than real requests.
 */
const coded = (system: string, code: string): Json => ({ coding: [{ system, code }] });
const mg = (value: number): Json => ({
  value,
  unit: 'mg',
  system: 'http://unitsofmeasure.org',
  code: 'mg',
});

/** A value of each data type that has rules of its own and can be in an extension. */
const EXTENSIONS: Json = {
  valueAnnotation: { text: 'Mind the gap.' },
  valueRelatedArtifact: { type: 'citation', publicationStatus: 'active' },
  valueParameterDefinition: { use: 'in', type: 'string' },
  valueSampledData: { origin: { value: 1 }, interval: 1, intervalUnit: 'ms', dimensions: 1 },
  valueTriggerDefinition: { type: 'named-event', name: 'asked' },
  valueUsageContext: {
    code: { system: 'urn:example:contexts', code: 'venue' },
    valueCodeableConcept: { text: 'at home' },
  },
  valueDataRequirement: { type: 'Task', sort: [{ path: 'status', direction: 'ascending' }] },
  valueRange: { low: { value: 1 }, high: { value: 2 } },
  valueRatioRange: { lowNumerator: mg(1), highNumerator: mg(2), denominator: mg(3) },
  valueRatio: { numerator: mg(1), denominator: mg(2) },
  valueAddress: { use: 'work', type: 'postal' },
  valueAttachment: { contentType: 'text/plain', language: 'en', data: 'aGk=' },
  valueContactPoint: { system: 'email', value: 'desk@quiet.example', use: 'work' },
  valueHumanName: { use: 'official', text: 'Q. Uiet' },
  valueIdentifier: { use: 'usual', system: 'urn:example:ids', value: '1' },
  valueMoney: { value: 1.5, currency: 'EUR' },
  valueQuantity: { value: 1, comparator: '<' },
  valuePeriod: { start: '2026-01-01', end: '2026-02-01' },
  valueTiming: {
    repeat: { duration: 1, durationUnit: 'h', frequency: 1, period: 1, periodUnit: 'd', dayOfWeek: ['mon'] },
  },
  valueAvailability: { availableTime: [{ daysOfWeek: ['tue'], allDay: true }] },
};

const extensions = (): Json[] =>
  Object.entries(EXTENSIONS).map(([key, value]) => ({
    url: `urn:example:${key}`,
    [key]: structuredClone(value),
  }));

const baseOf = (edition: EditionName): string => editionNamed(edition).bases[0];

function product(edition: EditionName): Json {
  const jurisdiction = coded(`${baseOf(edition)}/CodeSystem/jurisdiction`, 'EU');
  return {
    resourceType: 'MedicinalProductDefinition',
    id: 'product',
    language: 'en',
    identifier: [{ use: 'official', system: 'urn:example:mpid', value: 'MPID-1' }],
    domain: coded('http://hl7.org/fhir/medicinal-product-domain', 'Human'),
    combinedPharmaceuticalDoseForm: { text: 'tablet' },
    classification: [coded('http://www.whocc.no/atc', 'N05BA99')],
    marketingStatus: [{ status: { text: 'marketed' } }],
    attachedDocument: [{ display: 'SmPC' }],
    contact: [{ contact: { reference: '#holder', type: 'Organization' } }],
    name: [
      {
        productName: 'Hushamol',
        type: { text: 'invented' },
        part: [{ part: 'Husha', type: { text: 'stem' } }],
        usage: [
          {
            country: coded('urn:iso:std:iso:3166', 'SE'),
            jurisdiction,
            language: coded('urn:ietf:bcp:47', 'sv'),
          },
        ],
      },
    ],
    crossReference: [{ product: { concept: { text: 'its twin' } } }],
    characteristic: [{ type: { text: 'colour' }, valueCodeableConcept: { text: 'grey' } }],
  };
}

function ingredient(edition: EditionName): Json {
  return {
    resourceType: 'Ingredient',
    id: 'ingredient',
    status: 'active',
    for: [{ reference: '#product' }],
    role: coded('http://hl7.org/fhir/ingredient-role', '100000072072'),
    manufacturer: [{ role: 'allowed', manufacturer: { reference: '#holder' } }],
    substance: {
      code: { concept: { ...coded(`${baseOf(edition)}/gsid`, 'GSID1'), text: 'Hushamide' } },
      strength: [
        {
          presentationRatio: { numerator: mg(5), denominator: mg(1) },
          textPresentation: '5 mg in 1 mg',
          referenceStrength: [
            {
              substance: { concept: coded(`${baseOf(edition)}/gsid`, 'GSID2') },
              strengthQuantity: mg(4),
            },
          ],
        },
      ],
    },
  };
}

const organization = (): Json => ({
  resourceType: 'Organization',
  id: 'holder',
  name: 'Quiet AB',
  contact: [
    { telecom: [{ system: 'phone', value: '1', use: 'work' }], address: { use: 'work', text: 'Quiet St' } },
  ],
  qualification: [{ code: { text: 'GMP' } }],
});

const authorization = (): Json => ({
  resourceType: 'RegulatedAuthorization',
  id: 'authorization',
  subject: [{ reference: '#product' }],
  holder: { reference: '#holder' },
});

/** A resource outside of all slices; slices are open. */
const administrable = (): Json => ({
  resourceType: 'AdministrableProductDefinition',
  id: 'administrable',
  status: 'active',
  property: [{ type: { text: 'shape' } }],
  routeOfAdministration: [
    {
      code: { text: 'oral' },
      targetSpecies: [
        { code: { text: 'cat' }, withdrawalPeriod: [{ tissue: { text: 'milk' }, value: mg(1) }] },
      ],
    },
  ],
});

const substance = (): Json => ({
  resourceType: 'SubstanceDefinition',
  id: 'substance',
  status: coded('http://hl7.org/fhir/publication-status', 'draft'),
  domain: coded('http://hl7.org/fhir/medicinal-product-domain', 'Human'),
  note: [{ text: 'labelled as not used, and allowed' }],
  property: [{ type: { text: 'colour' } }],
  molecularWeight: [{ amount: { value: 300 } }],
  sourceMaterial: { countryOfOrigin: [coded('urn:iso:std:iso:3166', 'SE')] },
  relationship: [{ type: { text: 'salt' } }],
  code: [
    {
      code: {
        coding: [
          { system: 'https://open.fda.gov/data/unii', code: 'U1' },
          { system: 'http://example.org/cas', code: 'C1' },
          { system: 'http://example.org/eu-srs', code: 'S1' },
          { system: 'urn:example:others', code: 'O1' },
        ],
      },
    },
  ],
  name: [{ name: 'Hushamide', preferred: true, language: [coded('urn:ietf:bcp:47', 'en')] }],
});

function task(edition: EditionName, kind: Kind, contained: Json[], inputs: [string | null, string][]): Json {
  const base = baseOf(edition);
  return {
    resourceType: 'Task',
    language: 'en',
    text: {
      status: 'generated',
      div: '<div xmlns="http://www.w3.org/1999/xhtml">A request &amp; more</div>',
    },
    contained,
    extension: extensions(),
    identifier: [{ system: 'urn:example:requests', value: 'R-1' }],
    status: 'requested',
    intent: 'proposal',
    priority: 'routine',
    code: coded(`${base}/CodeSystem/task-request-code`, `${kind}-request`),
    authoredOn: '2026-05-20T10:30:00Z',
    lastModified: '2026-05-20T10:31:00Z',
    performer: [{ actor: { display: 'a pharmacist' } }],
    note: [{ text: 'Please.' }],
    input: inputs.map(([code, id]) => ({
      type: code === null ? { text: 'more' } : coded(`${base}/CodeSystem/task-input-type`, code),
      valueReference: { reference: `#${id}` },
    })),
  };
}

/** Makes a PhPID request with every element. */
export function goodPhpid(edition: EditionName): Json {
  const hasAuthorization = edition !== '2025-01';
  return task(
    edition,
    'phpid',
    [
      product(edition),
      ingredient(edition),
      organization(),
      ...(hasAuthorization ? [authorization()] : []),
      administrable(),
      substance(),
    ],
    [
      ['mpd-request-resource', 'product'],
      ['ingredient-request-resource', 'ingredient'],
      ['organization-request-resource', 'holder'],
      ...(hasAuthorization ? ([['regauth-request-resource', 'authorization']] as [string, string][]) : []),
      [null, 'administrable'],
      [null, 'substance'],
    ],
  );
}

/** Makes a GSID request with every element (2025-01 alone has such requests). */
export function goodGsid(): Json {
  return {
    ...task('2025-01', 'gsid', [substance()], [['substance-request-resource', 'substance']]),
    output: [
      {
        type: coded('http://hl7.org/fhir/fhir-types', 'SubstanceDefinition'),
        valueReference: { reference: 'SubstanceDefinition/1' },
      },
    ],
  };
}

export const GOOD: { edition: EditionName; kind: Kind; task: () => Json }[] = [
  ...EDITION_NAMES.map((edition) => ({ edition, kind: 'phpid' as const, task: () => goodPhpid(edition) })),
  { edition: '2025-01', kind: 'gsid', task: goodGsid },
];
