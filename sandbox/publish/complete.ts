import type { Task, TaskOutput } from 'fhir/r5';
import type { Edition, RequestKind } from '../editions/index.js';
import type { Published } from '../store/entries.js';
import { LEVELS, phpidAt, publishedPhpid } from './administrable-product.js';
import { gsidOfName } from './codes.js';
import { requested } from './contained.js';
import { publishedProduct, recordId } from './medicinal-product.js';
import { productFacts } from './product-facts.js';
import { publishedSubstance } from './substance.js';

/** The result of a finished request: the Task's outputs, and the resources published with them. */
export interface Completion {
  output: TaskOutput[];
  resources: Published[];
}

function gsid(edition: Edition, task: Task): Completion {
  const [request] = requested(edition, task, 'SubstanceDefinition');
  const name = request?.name?.[0]?.name ?? '';
  const id = gsidOfName(edition, name);
  return {
    // Not `gsid` of the output codes: the profile fixes the type (guide 2025-01, Task-who-php-gsid-status).
    output: [
      {
        type: { coding: [{ system: 'http://hl7.org/fhir/fhir-types', code: 'SubstanceDefinition' }] },
        valueReference: { reference: `SubstanceDefinition/${id}` },
      },
    ],
    resources: [publishedSubstance(edition, id, name, request)],
  };
}

function phpid(edition: Edition, task: Task): Completion {
  const facts = productFacts(edition, task);
  if (!facts) return { output: [], resources: [] };
  const type = (code: string): TaskOutput['type'] => ({
    coding: [{ system: edition.systems.outputType, code }],
  });
  const record = recordId(edition, facts);
  const identifier = { system: edition.systems.productId, value: record };
  // The operating model gives the requester all four levels; level 4, the requested one, comes first.
  const levels = [...LEVELS].reverse();
  return {
    output: [
      ...levels.map((level) => ({
        type: type('phpid'),
        valueReference: { reference: `AdministrableProductDefinition/${phpidAt(edition, facts, level)}` },
      })),
      {
        type: type(edition.productOutput.code),
        valueReference: edition.productOutput.withReference
          ? { reference: `MedicinalProductDefinition/${record}`, identifier }
          : { identifier },
      },
    ],
    resources: [
      ...facts.substances.map(({ gsid: id, name }) => publishedSubstance(edition, id, name)),
      ...LEVELS.map((level) => publishedPhpid(edition, facts, level)),
      publishedProduct(edition, facts),
    ],
  };
}

/** Works out what a request is answered with; the same request gives the same answer. */
export function complete(edition: Edition, kind: RequestKind, task: Task): Completion {
  return kind === 'gsid' ? gsid(edition, task) : phpid(edition, task);
}
