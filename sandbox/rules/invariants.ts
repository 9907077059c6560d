import type { Edition } from '../editions/index.js';
import type { Issue } from '../http/outcome.js';
import { object, objects, text, type JsonObject } from '../json.js';
import { error } from './findings.js';

const UNII = 'https://open.fda.gov/data/unii';

type Invariant = (resource: JsonObject, path: string, edition: Edition) => Issue[];

const broken = (rule: string, why: string, path: string): Issue[] => [
  error('invariant', `${rule}: ${why}`, path),
];

/** A date or date and time as numbers; null where the precision leaves it open. */
function compare(a: string, b: string): number | null {
  if (a.length >= 19 && b.length >= 19) return Date.parse(a) - Date.parse(b);
  const shared = Math.min(a.length, b.length);
  const [left, right] = [a.slice(0, shared), b.slice(0, shared)];
  if (left !== right) return left < right ? -1 : 1;
  return a.length === b.length ? 0 : null;
}

/** R5: lastModified is not before authoredOn; what their precision leaves open does not pass. */
const inv1: Invariant = (task, path) => {
  const [authored, modified] = [text(task.authoredOn), text(task.lastModified)];
  if (authored === undefined || modified === undefined) return [];
  const difference = compare(modified, authored);
  if (difference !== null && difference >= 0) return [];
  return broken('inv-1', 'Task.lastModified must not lie before Task.authoredOn.', path);
};

/** R5: a restriction is for Tasks that seek fulfilment of a focus, and a proposal of the guide does not. */
const tsk1: Invariant = (task, path) => {
  if (task.restriction === undefined) return [];
  const fulfils = objects(object(task.code).coding).some(
    ({ system, code }) => system === 'http://hl7.org/fhir/CodeSystem/task-code' && code === 'fulfill',
  );
  if (fulfils && task.focus !== undefined) return [];
  return broken('tsk-1', 'Task.restriction is only for Tasks that seek fulfilment.', `${path}.restriction`);
};

const nameTypeRequiredMultiple: Invariant = (product, path) => {
  const names = objects(product.name);
  if (names.length <= 1 || names.some(({ type }) => type !== undefined)) return [];
  return broken('name-type-required-multiple', 'of several names one needs a type.', `${path}.name`);
};

const presentationRequired: Invariant = (ingredient, path) => {
  const strengths = objects(object(ingredient.substance).strength);
  const presented = strengths.some(
    (strength) =>
      strength.presentationRatio !== undefined ||
      strength.presentationQuantity !== undefined ||
      text(strength.textPresentation) !== undefined,
  );
  // Without any strength its cardinality is what's broken.
  if (strengths.length === 0 || presented) return [];
  const why = 'a strength needs presentationRatio, presentationQuantity or textPresentation.';
  return broken('presentation-required', why, `${path}.substance.strength`);
};

const ing1: Invariant = (ingredient, path) => {
  const { reference } = object(object(ingredient.substance).code);
  if (ingredient.allergenicIndicator !== true || reference === undefined) return [];
  return broken('ing-1', 'the substance of an allergen is a code, not a reference.', path);
};

const org1: Invariant = (organization, path) => {
  if (text(organization.name) !== undefined || objects(organization.identifier).length > 0) return [];
  return broken('org-1', 'an Organization has a name or an identifier.', path);
};

const homeless: Invariant = (organization, path) =>
  objects(organization.contact).flatMap((contact, index) => {
    const at = `${path}.contact[${index}]`;
    const telecom = objects(contact.telecom).some(({ use }) => use === 'home');
    return [
      ...(telecom ? broken('org-3', 'the telecom of an Organization is never home.', at) : []),
      ...(object(contact.address).use === 'home'
        ? broken('org-4', 'the address of an Organization is never home.', at)
        : []),
    ];
  });

/** At most one UNII, CAS and EU-SRS code each (2025-01, slices of SubstanceDefinition-req). */
const oneCodeEach: Invariant = (substance, path, { systems }) =>
  objects(substance.code).flatMap((code, index) => {
    const codings = objects(object(code.code).coding);
    return [UNII, systems.cas, systems.euSrs]
      .filter((system) => codings.filter((coding) => coding.system === system).length > 1)
      .map((system) =>
        error('structure', `At most one code of ${system} is allowed.`, `${path}.code[${index}].code.coding`),
      );
  });

const INVARIANTS: Readonly<Record<string, readonly Invariant[]>> = {
  Task: [inv1, tsk1],
  MedicinalProductDefinition: [nameTypeRequiredMultiple],
  Ingredient: [presentationRequired, ing1],
  Organization: [org1, homeless],
  SubstanceDefinition: [oneCodeEach],
};

/** Checks the rules that hold between elements: R5's own and the guide's. */
export function checkInvariants(edition: Edition, resource: JsonObject, path: string): Issue[] {
  const type = text(resource.resourceType) ?? '';
  const invariants = Object.hasOwn(INVARIANTS, type) ? (INVARIANTS[type] ?? []) : [];
  return invariants.flatMap((invariant) => invariant(resource, path, edition));
}
