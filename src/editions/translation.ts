import type { EditionName } from '../contract/index.js';
import type { Edition, EditionSystems } from './edition.js';

/** Bases under which an edition's own profiles, extensions and code systems are named. 2026-05 has two for one. */
const BASES: Record<EditionName, readonly string[]> = {
  '2025-01': ['http://who-umc.org/idmp'],
  '2025-03': ['http://who-umc.org/idmp'],
  '2026-05': [
    'http://umcterminologies.org',
    'https://build.fhir.org/ig/Uppsala-Monitoring-Centre/WHO-UMC-IDMP-Service',
  ],
};

/** Systems whose codes mean the same in every edition: only the URL differs. */
const SAME_CODES: readonly (keyof EditionSystems)[] = [
  'requestCode',
  'inputType',
  'jurisdiction',
  'cas',
  'euSrs',
];

/** Systems whose values are given out anew by each base: an identifier of one is none of the other. */
const OWN_VALUES: Partial<Record<keyof EditionSystems, string>> = {
  gsid: 'GSID',
  phpid: 'PhPID',
  productId: 'product id',
};

const UCUM = 'http://unitsofmeasure.org';
const EDQM = 'http://standardterms.edqm.eu';
/** The copy of EDQM's dose form parts that 2025 has, with prefixes: `BDF-0069` is EDQM's `0069`. */
const DOSE_FORM_PARTS = 'http://who-umc.org/idmp/CodeSystem/edqmFormParts';

/** Id of a request profile → the one of the same use in the other base; null where that is R5's own resource. */
const PROFILES: Record<string, string | null> = {
  'MedicinalProductDefinition-who-php-req': 'MedicinalProductDefinition-req',
  'MedicinalProductDefinition-req': 'MedicinalProductDefinition-who-php-req',
  'Ingredient-who-php': 'Ingredient-req',
  'Ingredient-req': 'Ingredient-who-php',
  'MarketingAuthorizationHolder-who-php': null,
  'RegulatedAuthorization-phpid-req': null,
};

/** Extensions that have one id, and one meaning, in all editions. */
const EXTENSIONS = ['basic-dose-form', 'administration-method', 'intended-site', 'release-characteristics'];

/** What another edition's term is called here: the same thing under its own name, or the reason why there is none. */
export type Translation<T> = { to: T } | { refused: string } | null;

interface Term {
  system: string;
  code: string;
}

/** Translates the codes and canonicals of other editions into one edition's. Null means: not another edition's. */
export class Translator {
  readonly #own: Edition;
  readonly #others: readonly Edition[];

  constructor(own: Edition, all: readonly Edition[]) {
    this.#own = own;
    this.#others = all.filter(({ name }) => !sharesBase(name, own.name));
  }

  /** A code with its system: of a Coding, or of a Quantity's unit. */
  term({ system, code }: Term): Translation<Term> {
    if (system === DOSE_FORM_PARTS && this.#isForeign(system)) {
      const part = /^(?:BDF|AME|ISI|RCA)-([0-9]{4})$/.exec(code)?.[1];
      return part === undefined ? this.#refused(system) : { to: { system: EDQM, code: part } };
    }
    const other = this.#others.find(({ systems }) => Object.values(systems).includes(system));
    if (other === undefined || Object.values(this.#own.systems).includes(system)) {
      return this.#isForeign(system) ? this.#refused(system) : null;
    }
    if (system === other.systems.strengthUnit) return this.#unit(code, other);
    const same = SAME_CODES.find((role) => other.systems[role] === system);
    return same === undefined
      ? this.#valueOf(system, other)
      : { to: { system: this.#own.systems[same], code } };
  }

  /** The system of an Identifier. */
  identifierSystem(system: string): Translation<string> {
    const other = this.#others.find(({ systems }) => Object.values(systems).includes(system));
    if (other === undefined || Object.values(this.#own.systems).includes(system)) {
      return this.#isForeign(system) ? this.#refused(system) : null;
    }
    return this.#valueOf(system, other);
  }

  /** A profile in `meta.profile`; it is left out (`to: null`) where the edition asks for R5's own resource. */
  profile(url: string): Translation<string | null> {
    const id = this.#foreignId(url);
    if (id === null) return null;
    const here = Object.hasOwn(PROFILES, id) ? PROFILES[id] : undefined;
    if (here === undefined) return this.#refused(url);
    return { to: here === null ? null : `${this.#ownBase()}/StructureDefinition/${here}` };
  }

  /** The URL of an extension. */
  extension(url: string): Translation<string> {
    const id = this.#foreignId(url);
    if (id === null) return null;
    return EXTENSIONS.includes(id)
      ? { to: `${this.#ownBase()}/StructureDefinition/${id}` }
      : this.#refused(url);
  }

  #unit(code: string, other: Edition): Translation<Term> {
    // The one unit that both know: 2025 has a code of its own for it, UCUM has it in every edition.
    if (code === 'IU') return { to: { system: UCUM, code: '[iU]' } };
    return {
      refused: `is the unit ${code} of edition ${other.name}, which edition ${this.#own.name} has no code for: give it as text`,
    };
  }

  #valueOf(system: string, other: Edition): { refused: string } {
    const role = Object.keys(OWN_VALUES).find(
      (each) => other.systems[each as keyof EditionSystems] === system,
    );
    const name = OWN_VALUES[role as keyof EditionSystems] ?? 'code';
    return {
      refused: `is a ${name} of edition ${other.name}, which is none of edition ${this.#own.name}: leave it out, or give this edition's`,
    };
  }

  #refused(url: string): { refused: string } {
    const other = this.#others.find(({ name }) => isBelow(url, BASES[name]));
    return {
      refused: `${url} belongs to edition ${other?.name}, and edition ${this.#own.name} has nothing of that meaning`,
    };
  }

  #isForeign(url: string): boolean {
    return !isBelow(url, BASES[this.#own.name]) && this.#others.some(({ name }) => isBelow(url, BASES[name]));
  }

  #foreignId(url: string): string | null {
    return this.#isForeign(url) ? (url.split('|')[0]!.split('/').at(-1) ?? '') : null;
  }

  #ownBase(): string {
    return BASES[this.#own.name][0]!;
  }
}

function sharesBase(one: EditionName, other: EditionName): boolean {
  return BASES[one][0] === BASES[other][0];
}

function isBelow(url: string, bases: readonly string[]): boolean {
  return bases.some((base) => url === base || url.startsWith(`${base}/`));
}
