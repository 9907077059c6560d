import {
  createDefinitionUrl,
  isIssuedSystem,
  isUnder,
  type Edition,
  type EditionSystems,
  type IssuedSystem,
} from './edition.js';

/** Systems whose codes have the same meaning in every edition. Only their URLs differ. */
const SAME_CODES: readonly (keyof EditionSystems)[] = [
  'requestCode',
  'inputType',
  'jurisdiction',
  'cas',
  'euSrs',
];

/** Systems whose values each base issues separately. An identifier of one edition is unknown in another. */
const ISSUED: Readonly<Record<IssuedSystem, string>> = {
  gsid: 'GSID',
  phpid: 'PhPID',
  productId: 'product id',
};
const ISSUED_ROLES = Object.keys(ISSUED) as IssuedSystem[];

const UCUM = 'http://unitsofmeasure.org';
const EDQM = 'http://standardterms.edqm.eu';

/** Extensions that have one id, and one meaning, in all editions. */
const EXTENSIONS = ['basic-dose-form', 'administration-method', 'intended-site', 'release-characteristics'];

/**
 * Result of a translation: the edition's own name, with a warning if it was guessed; or the reason why the edition has no
 * such name; or null for a name that is not another edition's.
 */
export type Translation<T> = { to: T; warning?: string } | { refused: string } | null;

interface Term {
  system: string;
  code: string;
}

/** Translator of codes and canonicals of other editions to those of one edition. */
export class Translator {
  readonly #own: Edition;
  readonly #others: readonly Edition[];

  constructor(own: Edition, all: readonly Edition[]) {
    this.#own = own;
    this.#others = all.filter(({ bases }) => bases[0] !== own.bases[0]);
  }

  /** Translates a code with its system, of a Coding or of a Quantity's unit. */
  translateTerm({ system, code }: Term): Translation<Term> {
    if (this.#isOwn(system)) return null;
    const other = this.#others.find((each) => usesSystem(system, each));
    if (other === undefined) return null;
    const copy = other.edqmCopies[system];
    if (copy !== undefined) {
      const part = copy.exec(code)?.[1];
      return part === undefined ? this.#refuse(system, other) : { to: { system: EDQM, code: part } };
    }
    if (system === other.systems.strengthUnit) return this.#translateUnit(code, other);
    const same = SAME_CODES.find((role) => other.systems[role] === system);
    return same === undefined
      ? this.#translateIssuedSystem(system, other)
      : { to: { system: this.#own.systems[same], code } };
  }

  /** Translates the system of an Identifier. */
  translateIdentifierSystem(system: string): Translation<string> {
    if (this.#isOwn(system)) return null;
    const other = this.#others.find((each) => usesSystem(system, each));
    return other === undefined ? null : this.#translateIssuedSystem(system, other);
  }

  /** Translates a profile in `meta.profile`. It is omitted (`to: null`) if the edition requires R5's own resource. */
  translateProfile(url: string): Translation<string | null> {
    const id = idOf(url);
    if (isUnder(url, this.#own)) return this.#translateStaleProfile(url, id);
    const other =
      this.#others.find((each) => isUnder(url, each) && typeOfProfile(id, each) !== null) ??
      this.#others.find((each) => isUnder(url, each));
    if (other === undefined) return null;
    const type = typeOfProfile(id, other);
    if (type === null) return this.#refuse(url, other);
    const own = this.#own.profiles[type];
    return { to: own === undefined ? null : createDefinitionUrl(this.#own, own) };
  }

  /** Translates the URL of an extension. */
  translateExtension(url: string): Translation<string> {
    if (isUnder(url, this.#own)) return null;
    const other = this.#others.find((each) => isUnder(url, each));
    if (other === undefined) return null;
    const id = idOf(url);
    return EXTENSIONS.includes(id) ? { to: createDefinitionUrl(this.#own, id) } : this.#refuse(url, other);
  }

  #translateStaleProfile(url: string, id: string): Translation<string> {
    const meant = resolveStaleProfile(id, this.#own);
    if (meant === id) return null;
    const warning = `edition ${this.#own.name} does not define the profile ${url}; the Task names ${meant} instead`;
    return { to: createDefinitionUrl(this.#own, meant), warning };
  }

  #translateUnit(code: string, other: Edition): Translation<Term> {
    if (Object.values(this.#own.ownUnits).includes(code)) {
      return { to: { system: this.#own.systems.strengthUnit, code } };
    }
    // Some editions have their own code for it. UCUM's code is valid in every edition.
    if (code === 'IU') return { to: { system: UCUM, code: '[iU]' } };
    return {
      refused: `is the unit ${code} of edition ${other.name}; edition ${this.#own.name} has no code for it, so give it as text`,
    };
  }

  #translateIssuedSystem(system: string, other: Edition): { refused: string } {
    const role = ISSUED_ROLES.find((each) => isIssuedSystem(system, each, other));
    const isKnown = role !== undefined || Object.values(other.systems).includes(system);
    if (!isKnown) return this.#refuse(system, other);
    const name = role === undefined ? 'code' : ISSUED[role];
    return {
      refused: `is a ${name} of edition ${other.name} and does not exist in edition ${this.#own.name}; remove it, or replace it by one of edition ${this.#own.name}`,
    };
  }

  #refuse(url: string, other: Edition): { refused: string } {
    return {
      refused: `${url} belongs to edition ${other.name}; edition ${this.#own.name} has no equivalent`,
    };
  }

  #isOwn(system: string): boolean {
    return usesSystem(system, this.#own);
  }
}

/** Tells whether a system belongs to an edition: it is below one of its bases, or the edition names it. */
function usesSystem(system: string, edition: Edition): boolean {
  return (
    isUnder(system, edition) ||
    Object.values(edition.systems).includes(system) ||
    ISSUED_ROLES.some((role) => isIssuedSystem(system, role, edition))
  );
}

/** Returns the resource type of a request profile of the edition. Stale ids are known, too. */
function typeOfProfile(id: string, edition: Edition): keyof Edition['profiles'] | null {
  const entry = Object.entries(edition.profiles).find(
    ([, each]) => each === resolveStaleProfile(id, edition),
  );
  return (entry?.[0] as keyof Edition['profiles'] | undefined) ?? null;
}

/** Returns the profile id that a stale id means. Returns any other id unchanged. */
function resolveStaleProfile(id: string, { staleProfiles }: Edition): string {
  return Object.hasOwn(staleProfiles, id) ? staleProfiles[id]! : id;
}

/** Returns the last part of a canonical, without its version. */
function idOf(url: string): string {
  return url.split('|')[0]!.split('/').at(-1) ?? '';
}
