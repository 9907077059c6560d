import type {
  Bundle,
  FhirResource,
  Ingredient,
  MedicinalProductDefinition,
  Organization,
  RegulatedAuthorization,
  SubstanceDefinition,
  Task,
} from 'fhir/r5';
import type {
  AnyResource,
  EditionName,
  Kind,
  ProductInput,
  RequestInput,
} from '../../../src/contract/index.js';
import { editionNamed } from '../../../src/editions/index.js';
import { buildRequestTask } from '../../../src/products/request-task.js';

export const NOW = '2026-05-20T10:30:00.000Z';
export const TRACKING = { system: 'urn:idmp-worker:request', value: 'phpid/default/MPID-7#run-1' };

/** A product that uses every field of the simple form. */
export const fullProduct: ProductInput = {
  identifier: { system: 'urn:example:mpid', value: 'MPID-7' },
  names: [
    { name: 'Calmidor', country: 'SWE', language: 'sv', jurisdiction: 'EU', type: 'Trade name' },
    { name: 'Calmidor forte', country: 'BR', language: 'pt-BR' },
    { name: 'serenamine', country: 'SE', language: 'en', type: 'INN' },
  ],
  domain: 'Human',
  doseForm: {
    text: 'oral solution',
    system: 'http://standardterms.edqm.eu',
    code: '10105000',
  },
  atc: 'N05BA99',
  ingredients: [
    {
      substance: 'Serenamine hydrochloride',
      gsid: 'GSID0000000001',
      strength: { value: '0.50', unit: 'mg', per: { value: 1, unit: 'mL' } },
      referenceStrength: { substance: 'Serenamine', gsid: 'GSID0000000002', value: '0.45', unit: 'mg' },
    },
    {
      substance: 'Heparin sodium',
      role: 'adjuvant',
      strength: { value: 25, unit: 'IU', text: '25 IU a unit dose' },
      referenceStrength: { substance: 'Heparin', value: 25, unit: 'IU' },
    },
    { substance: 'Purified water', role: 'excipient', strength: 'as much as needed' },
  ],
  holder: { name: 'Quiet AB', identifier: { system: 'urn:example:org', value: 'ORG-3' } },
  authorization: { identifier: { system: 'urn:example:ema', value: 'EU/1/26/0007' } },
  documents: ['SmPC 7', { title: 'Leaflet 7', url: 'https://quiet.example/leaflet-7.pdf' }],
};

/** A product with only the required fields. */
export const minimalProduct: ProductInput = {
  identifier: { system: 'urn:example:mpid', value: 'MPID-8' },
  names: [{ name: 'Wakeful', country: 'NLD', language: 'nl' }],
  ingredients: [{ substance: 'Caffeine', strength: '50 mg' }],
  holder: { name: 'Acme BV' },
  documents: ['SPC/8'],
};

const coded = (system: string, code: string): { coding: { system: string; code: string }[] } => ({
  coding: [{ system, code }],
});

type Addresses = Record<'product' | 'holder', string>;

/** Makes FHIR resources as a registry holds them, with its own ids and meta; references use the given addresses. */
function registryResources({ product, holder }: Addresses): {
  product: MedicinalProductDefinition;
  ingredient: Ingredient;
  holder: Organization;
  authorization: RegulatedAuthorization;
} {
  const meta = {
    versionId: '4',
    lastUpdated: '2026-03-01T08:00:00Z',
    source: 'https://registry.example/fhir',
  };
  return {
    product: {
      resourceType: 'MedicinalProductDefinition',
      id: 'p-1',
      meta,
      identifier: [{ system: 'urn:example:mpid', value: 'MPID-9' }],
      domain: coded('http://hl7.org/fhir/medicinal-product-domain', 'Veterinary'),
      combinedPharmaceuticalDoseForm: { text: 'tablet' },
      attachedDocument: [{ display: 'SPC/9' }],
      name: [
        {
          productName: 'Barkless',
          usage: [
            {
              country: coded('urn:iso:std:iso:3166', 'DE'),
              language: coded('urn:ietf:bcp:47', 'de'),
            },
          ],
        },
      ],
    },
    ingredient: {
      resourceType: 'Ingredient',
      id: 'i-1',
      meta,
      status: 'active',
      for: [{ reference: product }],
      role: coded('http://hl7.org/fhir/ingredient-role', '100000072072'),
      substance: {
        code: { concept: { text: 'Hushamide' } },
        strength: [
          {
            presentationQuantity: { value: 5, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' },
            textPresentation: '5 mg',
          },
        ],
      },
    },
    holder: { resourceType: 'Organization', id: 'o-1', meta, name: 'Kennel GmbH' },
    authorization: {
      resourceType: 'RegulatedAuthorization',
      id: 'a-1',
      meta,
      identifier: [{ system: 'urn:example:de', value: '4711.00.00' }],
      subject: [{ reference: product }],
      holder: { reference: holder },
    },
  };
}

function withContact(product: MedicinalProductDefinition, holder: string): MedicinalProductDefinition {
  return { ...product, contact: [{ contact: { reference: holder } }] };
}

/** Makes the resources that a registry delivers for a request of that edition, holder last. */
function resourcesFor(edition: EditionName, addresses: Addresses): AnyResource[] {
  const { product, ingredient, holder, authorization } = registryResources(addresses);
  return edition === '2025-01'
    ? [withContact(product, addresses.holder), ingredient, holder]
    : [authorization, product, ingredient, holder];
}

function bundleFor(edition: EditionName): Bundle {
  const addresses = {
    product: 'urn:uuid:0a8f9c7e-1111-4c7b-9a51-3f1b6f0f0001',
    holder: 'https://registry.example/fhir/Organization/o-1',
  };
  const fullUrls: Record<string, string> = {
    MedicinalProductDefinition: addresses.product,
    Organization: addresses.holder,
  };
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resourcesFor(edition, addresses).map((resource) => ({
      fullUrl: fullUrls[resource.resourceType] ?? `urn:uuid:0a8f9c7e-1111-4c7b-9a51-${resource.resourceType}`,
      resource: resource as FhirResource,
    })),
  };
}

const LOCAL = { product: '#p-1', holder: '#o-1' };

/** Makes a Task as another client left it: not yet sent, or copied from an answer. */
function readyTask(edition: EditionName, inputs: Task['input']): Task {
  return {
    resourceType: 'Task',
    id: '4711',
    meta: {
      versionId: '3',
      lastUpdated: '2026-05-01T10:00:00Z',
      source: 'https://registry.example/fhir',
      profile: ['http://example.org/StructureDefinition/SomethingElse'],
    },
    contained: resourcesFor(edition, LOCAL),
    identifier: [{ system: 'http://requester.example/id', value: 'R-1' }],
    status: 'draft',
    intent: 'order',
    priority: 'routine',
    code: coded('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill'),
    authoredOn: '2026-05-19',
    lastModified: '2026-05-18',
    restriction: { repetitions: 1 },
    ...(inputs === undefined ? {} : { input: inputs }),
  };
}

function wronglyCodedInputs(edition: EditionName): Task['input'] {
  return resourcesFor(edition, LOCAL).map((resource) => ({
    type: { ...coded('http://example.org/codes', 'something'), text: resource.resourceType },
    valueReference: { reference: `#${resource.id}`, display: resource.resourceType },
  }));
}

/** Makes an ingredient's input under the product's code, without further fields. */
function oneMistakenInput(edition: EditionName): Task['input'] {
  const { inputType } = editionNamed(edition).systems;
  return [
    { type: coded(inputType, 'mpd-request-resource'), valueReference: { reference: '#i-1' } },
    { type: { text: 'leaflet' }, valueUri: 'https://registry.example/leaflet' },
  ];
}

/** Every form of a PhPID request, by its name. */
export function phpidRequests(edition: EditionName): Record<string, RequestInput> {
  return {
    'a full simple product': { product: fullProduct, requestId: 'R-7' },
    'a minimal simple product': { product: minimalProduct },
    'FHIR resources': {
      resources: resourcesFor(edition, {
        product: 'MedicinalProductDefinition/p-1',
        holder: 'Organization/o-1',
      }),
    },
    'FHIR resources without the link to the holder': {
      resources: resourcesFor(edition, {
        product: 'MedicinalProductDefinition/p-1',
        holder: 'Organization/o-1',
      })
        .filter(({ resourceType }) => resourceType !== 'RegulatedAuthorization')
        .map((resource) => {
          const { contact: _contact, ...others } = resource as MedicinalProductDefinition;
          return others;
        }),
    },
    'a Bundle with fullUrls': { bundle: bundleFor(edition) },
    'a ready Task without inputs': { task: readyTask(edition, undefined) },
    'a ready Task with wrongly coded inputs': { task: readyTask(edition, wronglyCodedInputs(edition)) },
    'a ready Task with a mistaken input': { task: readyTask(edition, oneMistakenInput(edition)) },
  };
}

const substance: SubstanceDefinition = {
  resourceType: 'SubstanceDefinition',
  id: 's-1',
  meta: { versionId: '2', lastUpdated: '2026-03-01T08:00:00Z' },
  status: coded('http://hl7.org/fhir/publication-status', 'draft'),
  domain: coded('http://hl7.org/fhir/medicinal-product-domain', 'Human'),
  code: [
    {
      code: {
        coding: [
          { system: 'https://open.fda.gov/data/unii', code: 'UNII1' },
          { system: 'http://example.org/cas', code: '50-00-1' },
        ],
      },
    },
  ],
  name: [{ name: 'Hushamide', preferred: true, language: [coded('urn:ietf:bcp:47', 'en')] }],
};

/** Every form of a GSID request, by its name (2025-01 alone has such requests). */
export const gsidRequests: Record<string, RequestInput> = {
  'a full simple substance': {
    requestId: 'R-9',
    substance: {
      name: 'Hushamide',
      language: 'en',
      domain: 'Veterinary',
      codes: [
        { system: 'UNII', code: 'UNII1' },
        { system: 'CAS', code: '50-00-1' },
        { system: 'EU-SRS', code: 'SUB1' },
        { system: 'urn:example:codes', code: 'H-1' },
      ],
      sources: ['https://quiet.example/hushamide'],
      note: 'New in 2026.',
    },
  },
  'a minimal simple substance': { substance: { name: 'Hushamide', language: 'nl' } },
  'a FHIR resource': { resources: [substance] },
  'a Bundle': {
    bundle: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: substance }] },
  },
  'a ready Task': {
    task: {
      resourceType: 'Task',
      id: '4712',
      meta: { versionId: '1' },
      contained: [substance],
      status: 'draft',
      intent: 'order',
      restriction: { repetitions: 1 },
      input: [{ type: { text: 'substance' }, valueReference: { reference: '#s-1' } }],
    },
  },
};

/** Builds the Task that is sent for this request. */
export function taskFor(edition: EditionName, kind: Kind, request: RequestInput): Task {
  return buildRequestTask(request, { kind, edition: editionNamed(edition), tracking: TRACKING, now: NOW })
    .task;
}

/** Lists every form of requests of a kind for an edition, by its name; empty where the edition does not have such requests. */
export function requestsOf(edition: EditionName, kind: Kind): Record<string, RequestInput> {
  if (editionNamed(edition).requests[kind] === undefined) return {};
  return kind === 'phpid' ? phpidRequests(edition) : gsidRequests;
}
