import type { Abilities } from '../abilities.js';
import type { Edition } from '../editions/index.js';
import { FhirError } from './outcome.js';

/** Paths below an edition's base, and the methods that each of them has, some only with an ability. */
const METHODS: [RegExp, (abilities: Abilities, edition: Edition) => string[]][] = [
  [/^\/metadata$/, () => ['GET']],
  [/^\/Task$/, () => ['GET', 'POST']],
  [/^\/Task\/\$validate$/, () => ['POST']],
  [
    /^\/Task\/[^/]+$/,
    (abilities) => ['GET', ...(abilities.update ? ['PUT'] : []), ...(abilities.delete ? ['DELETE'] : [])],
  ],
  [/^\/Task\/[^/]+\/_history\/[^/]+$/, () => ['GET']],
  [
    /^\/UpdateTask\/[^/]+$/,
    (_abilities, { updateTaskStatuses }) => (updateTaskStatuses.length > 0 ? ['GET'] : []),
  ],
  [
    /^\/(AdministrableProductDefinition|MedicinalProductDefinition|SubstanceDefinition)(\/[^/]+)?$/,
    () => ['GET'],
  ],
];

/** The methods of a path, as `Allow` lists them; undefined where there is nothing. */
export function allowedMethods(path: string, abilities: Abilities, edition: Edition): string | undefined {
  const methods = METHODS.find(([pattern]) => pattern.test(path))?.[1](abilities, edition) ?? [];
  return methods.length > 0 ? methods.join(', ') : undefined;
}

/** 405, with what is allowed instead. */
export function notAllowed(method: string, allow: string): FhirError {
  const text = `${method} is not allowed here.`;
  return new FhirError(405, { severity: 'error', code: 'not-supported', text }, { Allow: allow });
}
