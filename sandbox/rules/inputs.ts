import type { Edition } from '../editions/index.js';
import type { Issue } from '../http/outcome.js';
import { isObject, object, objects, text, type JsonObject } from '../json.js';
import { containedIn, referencedType, type Contained } from './contained.js';
import { error } from './findings.js';

/** Inputs by the code of their slice; codes of other systems make no slice. */
function inputsWith(edition: Edition, task: JsonObject, code: string): { input: JsonObject; path: string }[] {
  return objects(task.input)
    .map((input, index) => ({ input, path: `Task.input[${index}]` }))
    .filter(({ input }) =>
      objects(object(input.type).coding).some(
        (coding) => coding.system === edition.systems.inputType && coding.code === code,
      ),
    );
}

function pointsAt(task: JsonObject, input: JsonObject, path: string, code: string, type: string): Issue[] {
  const reference = input.valueReference;
  const at = `${path}.value`;
  if (!isObject(reference)) {
    return [error('value', `The value of an input ${code} is a valueReference.`, at)];
  }
  const target = text(reference.reference);
  if (target === undefined || !target.startsWith('#')) {
    return [error('value', `An input ${code} refers to a contained ${type}.`, at)];
  }
  const found = referencedType(task)(reference);
  // A reference to a resource that is not contained is reported with the other references into nowhere.
  if (found === undefined || found === type) return [];
  return [error('value', `An input ${code} refers to a ${type}; not to a ${found}.`, at)];
}

/** The slices of Task.input of a PhPID request (each edition's Task profile, and its page, step 2). */
export function checkPhpidInputs(edition: Edition, task: JsonObject): Issue[] {
  return edition.phpidInputs.flatMap(({ code, min, max, type }) => {
    const inputs = inputsWith(edition, task, code);
    return [
      ...(inputs.length < min
        ? [error('required', `Task.input: an input ${code} is missing.`, 'Task.input')]
        : []),
      ...(inputs.length > max
        ? [error('structure', `Task.input: only ${max} input ${code} is allowed.`, 'Task.input')]
        : []),
      ...inputs.flatMap(({ input, path }) => pointsAt(task, input, path, code, type)),
    ];
  });
}

/** The input of a GSID request (2025-01, Task-who-php-gsid). */
export function checkGsidInputs(edition: Edition, task: JsonObject): Issue[] {
  const code = 'substance-request-resource';
  return inputsWith(edition, task, code).flatMap(({ input, path }) =>
    pointsAt(task, input, path, code, 'SubstanceDefinition'),
  );
}

/** Contained resources that the inputs of this code refer to: the slice's profile holds for them. */
export function inputResources(edition: Edition, task: JsonObject, code: string): Contained[] {
  const targets = inputsWith(edition, task, code).map(({ input }) =>
    text(object(input.valueReference).reference)?.slice(1),
  );
  return containedIn(task).filter(({ resource }) => targets.includes(text(resource.id)));
}
