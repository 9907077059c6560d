import fhirpath from 'fhirpath';
import model from 'fhirpath/fhir-context/r5';
import type { Invariant } from './r5/invariants.js';

type Evaluator = (resource: object, environment: Record<string, unknown>) => unknown[];

const evaluators = new Map<Invariant, Evaluator>();

/** Compiles an invariant once. Its expression is evaluated on an element of the path for which it was written. */
function compileInvariant(invariant: Invariant): Evaluator {
  const known = evaluators.get(invariant);
  if (known !== undefined) return known;
  const path = { base: invariant.at, expression: invariant.expression };
  const isResource =
    /^[A-Z][A-Za-z]*$/.test(invariant.at) && model.type2Parent[invariant.at] === 'DomainResource';
  const made = fhirpath.compile(
    isResource || invariant.at === 'DomainResource' ? invariant.expression : path,
    model,
    {
      async: false,
      traceFn: () => undefined,
    },
  ) as Evaluator;
  evaluators.set(invariant, made);
  return made;
}

/**
 * Tells whether an invariant holds for an element. By R5 an expression without result does not hold: two dates of different
 * precision cannot be compared, so they fail `inv-1`. An expression that cannot be evaluated counts as true, because the
 * element is malformed and other checks report it.
 */
export function holds(
  invariant: Invariant,
  element: object,
  rootResource: object,
  resource: object,
): boolean {
  let result: unknown[];
  try {
    result = compileInvariant(invariant)(element, { rootResource, resource });
  } catch {
    return true;
  }
  return result.length === 1 && result[0] === true;
}
