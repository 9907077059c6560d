import type { Task } from 'fhir/r5';
import { acceptsKind, type Edition, type RequestKind, type RuleSet } from '../editions/index.js';
import type { Issue } from '../http/outcome.js';
import { object, objects, text, type JsonObject } from '../json.js';
import { claims } from './claims.js';
import { checkConstraints } from './constraints.js';
import { checkContained, containedIn, referencedType } from './contained.js';
import { error } from './findings.js';
import { checkGsidInputs, checkPhpidInputs, inputResources } from './inputs.js';
import { checkInvariants } from './invariants.js';
import { checkStructure } from './r5/structure.js';
import { checkCodes, checkResourceLanguage } from './terminology.js';
import { isTooDeep } from './walk.js';

/** The verdict on a Task: the issues, and the request where no issue is an error. */
export interface Verdict {
  issues: Issue[];
  accepted: { kind: RequestKind; task: Task } | null;
}

/** Input codes and the rules of the resources they point at. */
const RULES_OF_INPUTS: Readonly<Record<string, RuleSet>> = {
  'mpd-request-resource': 'MedicinalProductDefinition',
  'ingredient-request-resource': 'Ingredient',
  'regauth-request-resource': 'RegulatedAuthorization',
  'substance-request-resource': 'SubstanceDefinition',
};

function requestCode(edition: Edition, task: JsonObject): string | undefined {
  const coding = objects(object(task.code).coding).find(
    ({ system }) => system === edition.systems.requestCode,
  );
  return text(coding?.code);
}

/** Finds the kind of a request: by its claimed profile, else by its code. */
function kindOf(edition: Edition, task: JsonObject, claimed: RuleSet[]): RequestKind | Issue[] {
  if (claimed.includes('Task/phpid')) return 'phpid';
  if (claimed.includes('Task/gsid')) return 'gsid';
  const code = requestCode(edition, task);
  if (code === 'gsid-request' && !acceptsKind(edition, 'gsid')) {
    const why = `A gsid-request is not supported: edition ${edition.name} does not have GSID requests.`;
    return [error('not-supported', why, 'Task.code')];
  }
  // A Task without a code is judged as a PhPID request, the kind that every edition has.
  return code === 'gsid-request' ? 'gsid' : 'phpid';
}

/** The rules of each contained resource: by the input that refers to it, the product's contact, its own claim. */
function rulesOfContained(edition: Edition, task: JsonObject, kind: RequestKind): Map<string, Set<RuleSet>> {
  const rules = new Map<string, Set<RuleSet>>();
  const add = (path: string, rule: RuleSet): void => {
    rules.set(path, (rules.get(path) ?? new Set<RuleSet>()).add(rule));
  };
  const codes =
    kind === 'gsid' ? ['substance-request-resource'] : edition.phpidInputs.map(({ code }) => code);
  for (const code of codes) {
    const rule = RULES_OF_INPUTS[code];
    for (const { resource, path } of rule ? inputResources(edition, task, code) : []) {
      if (rule && resource.resourceType === rule) add(path, rule);
    }
  }
  if (edition.holderIsContact) {
    const contained = containedIn(task);
    const holders = contained
      .flatMap(({ resource }) => objects(resource.contact))
      .map(({ contact }) => text(object(contact).reference));
    for (const { resource, path } of contained) {
      if (resource.resourceType === 'Organization' && holders.includes(`#${text(resource.id) ?? ''}`)) {
        add(path, 'Organization/holder');
      }
    }
  }
  for (const { resource, path } of containedIn(task)) {
    for (const rule of claims(edition, resource, path).rules) add(path, rule);
  }
  return rules;
}

/**
 * Judges a Task by the rules of an edition: R5's structure, its invariants, and what the request profiles
 * demand. Strict on what they demand, lenient on what they leave open.
 */
export function judge(edition: Edition, body: JsonObject): Verdict {
  const refuse = (issues: Issue[]): Verdict => ({ issues, accepted: null });
  if (body.resourceType !== 'Task') {
    return refuse([
      error('structure', `A Task is expected; not ${JSON.stringify(body.resourceType)}.`, 'Task'),
    ]);
  }
  if (isTooDeep(body)) return refuse([error('structure', 'The Task is nested too deeply.', 'Task')]);

  const claimed = claims(edition, body, 'Task');
  const kind = kindOf(edition, body, claimed.rules);
  const contained = containedIn(body);
  const issues = [
    ...claimed.issues,
    ...checkStructure(body, 'Task'),
    ...checkResourceLanguage(body, 'Task'),
    ...checkInvariants(edition, body, 'Task'),
    ...checkContained(body),
    ...contained.flatMap(({ resource, path }) => [
      ...claims(edition, resource, path).issues,
      ...checkStructure(resource, path),
      ...checkResourceLanguage(resource, path),
      ...checkInvariants(edition, resource, path),
    ]),
    ...checkCodes(edition, body),
  ];
  if (typeof kind !== 'string') return refuse([...issues, ...kind]);

  const typeOf = referencedType(body);
  issues.push(
    ...checkConstraints(body, 'Task', edition.constraints[`Task/${kind}`] ?? [], typeOf),
    ...(kind === 'gsid' ? checkGsidInputs(edition, body) : checkPhpidInputs(edition, body)),
  );
  const rules = rulesOfContained(edition, body, kind);
  for (const { resource, path } of contained) {
    for (const rule of rules.get(path) ?? []) {
      issues.push(...checkConstraints(resource, path, edition.constraints[rule] ?? [], typeOf));
    }
  }
  // The rules make it a Task of R5; from here on it is read as one.
  return issues.length > 0 ? refuse(issues) : { issues, accepted: { kind, task: body as unknown as Task } };
}
