/**
 * Abilities of the service beside validating, creating, reading and searching. FHIR servers differ here, and the
 * product works with all of them; the guide has `delete` alone.
 */
export interface Abilities {
  /** `DELETE Task/ID` until it is completed (guide, all editions, authentication). Off: 405. */
  delete: boolean;
  /** `PUT Task/ID` that sets the status to `cancelled` (R5, ad-hoc workflow, placer owns). Off: 405. */
  update: boolean;
  /** `POST Task` with the code `abort` and the Task as focus (R5, ad-hoc workflow, filler owns). Off: 422. */
  abort: boolean;
  /** `If-None-Exist` of `POST Task` is kept (R5, http, ccreate), and declared. Off: ignored. */
  conditionalCreate: boolean;
  /** `GET Task?focus=` finds the abort Tasks of a Task, and is declared. Off: ignored like any unknown parameter. */
  searchByFocus: boolean;
  /** `GET Task?_lastUpdated=` finds what changed since a moment (R5, search), and is declared. Off: ignored. */
  searchByTime: boolean;
}

/** The abilities of the guide. */
export const GUIDE_ABILITIES: Readonly<Abilities> = {
  delete: true,
  update: false,
  abort: false,
  conditionalCreate: false,
  searchByFocus: false,
  searchByTime: false,
};

/** Names on the command line. */
const NAMES: Readonly<Record<string, keyof Abilities>> = {
  delete: 'delete',
  update: 'update',
  abort: 'abort',
  'conditional-create': 'conditionalCreate',
  'search-by-focus': 'searchByFocus',
  'search-by-time': 'searchByTime',
};

/**
 * Reads the abilities from a command line: all that are to be on, separated by commas, or `none`.
 * @throws Error with a sentence for the user
 */
export function parseAbilities(argument: string): Abilities {
  const abilities: Abilities = { ...GUIDE_ABILITIES, delete: false };
  if (argument === 'none') return abilities;
  for (const part of argument.split(',')) {
    const name = part.trim();
    const ability = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    if (ability === undefined) {
      throw new Error(
        `--abilities: "${part}" is not an ability; expected none, or some of ${Object.keys(NAMES).join(', ')}`,
      );
    }
    abilities[ability] = true;
  }
  return abilities;
}
