import type { EditionName } from '../../../sandbox/index.js';
import type { JsonObject } from '../../../sandbox/json.js';
import { FACTS } from './facts.js';

const coded = (system: string, code: string): JsonObject => ({ coding: [{ system, code }] });
const language = (code: string): JsonObject => coded('urn:ietf:bcp:47', code);

function product(edition: EditionName, form: string): JsonObject {
  return {
    resourceType: 'MedicinalProductDefinition',
    id: 'product',
    identifier: [{ system: 'urn:test:mpid', value: 'MPID-7' }],
    domain: coded('http://hl7.org/fhir/medicinal-product-domain', 'Human'),
    combinedPharmaceuticalDoseForm: { text: form },
    attachedDocument: [{ display: 'Leaflet 7' }],
    ...(edition === '2025-01'
      ? { contact: [{ contact: { reference: '#holder', type: 'Organization' } }] }
      : {}),
    name: [
      {
        productName: 'Quietol',
        usage: [
          {
            country: coded('urn:iso:std:iso:3166', 'SWE'),
            jurisdiction: coded(`${FACTS[edition].base}/CodeSystem/jurisdiction`, 'EU'),
            language: language('sv'),
          },
        ],
      },
    ],
  };
}

function ingredient(substance: string, milligrams: number): JsonObject {
  return {
    resourceType: 'Ingredient',
    id: 'ingredient',
    status: 'active',
    for: [{ reference: '#product' }],
    role: coded('http://hl7.org/fhir/ingredient-role', '100000072072'),
    substance: {
      code: { concept: { text: substance } },
      strength: [
        {
          presentationQuantity: {
            value: milligrams,
            unit: 'mg',
            system: 'http://unitsofmeasure.org',
            code: 'mg',
          },
        },
      ],
    },
  };
}

/** Choices for a good PhPID request. */
export interface Wishes {
  substance?: string;
  milligrams?: number;
  form?: string;
  identifier?: string;
}

/**
 * A PhPID request that the edition accepts. Contained resources and inputs have the same order: product,
 * ingredient, holder, and (not in 2025-01) authorization.
 */
export function goodPhpidTask(edition: EditionName, wishes: Wishes = {}): JsonObject {
  const { substance = 'Sleepine', milligrams = 2.5, form = 'tablet', identifier = 'r-1' } = wishes;
  const input = (code: string, id: string): JsonObject => ({
    type: coded(`${FACTS[edition].base}/CodeSystem/task-input-type`, code),
    valueReference: { reference: `#${id}` },
  });
  const authorized = edition !== '2025-01';
  return {
    resourceType: 'Task',
    contained: [
      product(edition, form),
      ingredient(substance, milligrams),
      { resourceType: 'Organization', id: 'holder', name: 'Quiet Ltd' },
      ...(authorized
        ? [
            {
              resourceType: 'RegulatedAuthorization',
              id: 'authorization',
              subject: [{ reference: '#product' }],
              holder: { reference: '#holder' },
            },
          ]
        : []),
    ],
    identifier: [{ system: 'urn:test:request', value: identifier }],
    status: 'requested',
    intent: 'proposal',
    code: coded(`${FACTS[edition].base}/CodeSystem/task-request-code`, 'phpid-request'),
    authoredOn: '2026-06-01T08:00:00Z',
    lastModified: '2026-06-01T08:00:00Z',
    input: [
      input('mpd-request-resource', 'product'),
      input('ingredient-request-resource', 'ingredient'),
      input('organization-request-resource', 'holder'),
      ...(authorized ? [input('regauth-request-resource', 'authorization')] : []),
    ],
  };
}

/** Makes a GSID request that 2025-01 accepts. */
export function goodGsidTask(name = 'Sleepine'): JsonObject {
  const base = FACTS['2025-01'].base;
  return {
    resourceType: 'Task',
    contained: [
      {
        resourceType: 'SubstanceDefinition',
        id: 'substance',
        status: coded('http://hl7.org/fhir/publication-status', 'draft'),
        domain: coded('http://hl7.org/fhir/medicinal-product-domain', 'Human'),
        code: [{ code: coded('https://open.fda.gov/data/unii', 'UNII1') }],
        name: [{ name, preferred: true, language: [language('en')] }],
      },
    ],
    identifier: [{ system: 'urn:test:request', value: 'g-1' }],
    status: 'requested',
    intent: 'proposal',
    code: coded(`${base}/CodeSystem/task-request-code`, 'gsid-request'),
    authoredOn: '2026-06-01',
    lastModified: '2026-06-01',
    input: [
      {
        type: coded(`${base}/CodeSystem/task-input-type`, 'substance-request-resource'),
        valueReference: { reference: '#substance' },
      },
    ],
  };
}

/** Makes a Task that requests to abort another one, as FHIR has it where the filler owns the Task (R5, ad-hoc workflow). */
export function abortTask(reference: string): JsonObject {
  return {
    resourceType: 'Task',
    identifier: [{ system: 'urn:test:request', value: 'abort-1' }],
    status: 'requested',
    intent: 'order',
    code: coded('http://hl7.org/fhir/CodeSystem/task-code', 'abort'),
    focus: { reference },
    authoredOn: '2026-06-01T09:00:00Z',
    lastModified: '2026-06-01T09:00:00Z',
  };
}
