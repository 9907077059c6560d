import type {
  CodeableConcept,
  FhirResource,
  Ingredient,
  MedicinalProductDefinition,
  MedicinalProductDefinitionNameUsage,
  Organization,
  RegulatedAuthorization,
  SubstanceDefinition,
  Task,
  TaskInput,
} from 'fhir/r5';
import type { EditionName } from '../../../src/contract/index.js';

/**
 * One rule of an edition on request Tasks, with a way to break it: a rule that nothing can break is none. The rules
 * are the guide's (profiles, differential and snapshot), written down here a second time, apart from the product.
 */
export interface Rule {
  name: string;
  holds: (task: Task) => boolean;
  /** Breaks the rule in a Task of the full product (or substance). */
  broken: (task: Task) => void;
  /** False where no profile enforces it: a wish of the guide's pages, or a habit of a good client. */
  enforced?: false;
}

// What a value is, and how often it is there. ----------------------------------------------------

const some = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
const count = (value: unknown): number => (Array.isArray(value) ? value.length : some(value) ? 1 : 0);
const exactlyOne = (value: unknown): boolean => count(value) === 1;
const atMostOne = (value: unknown): boolean => count(value) <= 1;
const text = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
/** One thing, and no list of things. */
const single = (value: unknown): boolean => some(value) && !Array.isArray(value);
const DATE_TIME = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?$/;
const dateTime = (value: unknown): boolean => typeof value === 'string' && DATE_TIME.test(value);
const hasCode = (concept: CodeableConcept | undefined, system: string, code: string): boolean =>
  concept?.coding?.some((each) => each.system === system && each.code === code) ?? false;
const oneCode = (concept: CodeableConcept | undefined): boolean =>
  concept?.coding?.length === 1 && text(concept.coding[0]?.code);
const systemOf = (concept: CodeableConcept | undefined): string | undefined => concept?.coding?.[0]?.system;

// What is in a Task. -----------------------------------------------------------------------------

function contained<T extends FhirResource>(task: Task, type: T['resourceType']): T[] {
  return (task.contained ?? []).filter((each): each is T & FhirResource => each.resourceType === type);
}
const products = (task: Task): MedicinalProductDefinition[] => contained(task, 'MedicinalProductDefinition');
const ingredients = (task: Task): Ingredient[] => contained(task, 'Ingredient');
const organizations = (task: Task): Organization[] => contained(task, 'Organization');
const authorizations = (task: Task): RegulatedAuthorization[] => contained(task, 'RegulatedAuthorization');
const substances = (task: Task): SubstanceDefinition[] => contained(task, 'SubstanceDefinition');
const usages = (task: Task): MedicinalProductDefinitionNameUsage[] =>
  products(task).flatMap(({ name }) => name.flatMap(({ usage }) => usage ?? []));
const strengths = (task: Task): NonNullable<Ingredient['substance']['strength']> =>
  ingredients(task).flatMap(({ substance }) => substance.strength ?? []);
const inputsCoded = (task: Task, system: string, code: string): TaskInput[] =>
  (task.input ?? []).filter(({ type }) => hasCode(type, system, code));
const pointsAt = (reference: string | undefined, among: { id?: string }[]): boolean =>
  among.some(({ id }) => id !== undefined && reference === `#${id}`);

/** True of each one, and there is at least one. */
function all<T>(values: T[], holds: (value: T) => boolean): boolean {
  return values.length > 0 && values.every(holds);
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'reference' && typeof child === 'string' ? [child] : referencesIn(child),
  );
}

// How a rule is broken. --------------------------------------------------------------------------

interface Loose {
  [key: string]: Loose;
}

/** Sets (or, without a value, removes) what stands at a path below the Task: `contained.0.name`. */
function put(path: string, value?: unknown): (task: Task) => void {
  return (task) => {
    const keys = path.split('.');
    const last = keys.pop() as string;
    const holder = keys.reduce<Loose>((at, key) => at[key]!, task as unknown as Loose);
    if (value === undefined) delete holder[last];
    else Object.assign(holder, { [last]: value });
  };
}

/** The same below the first contained resource of that type. */
function putIn(type: string, path: string, value?: unknown): (task: Task) => void {
  return (task) => {
    const index = (task.contained ?? []).findIndex(({ resourceType }) => resourceType === type);
    put(`contained.${index}.${path}`, value)(task);
  };
}

const MPD = 'MedicinalProductDefinition';

function contain(resource: FhirResource): (task: Task) => void {
  return (task) => {
    task.contained?.push(resource);
  };
}

function withoutInput(code: string): (task: Task) => void {
  return (task) => {
    task.input = task.input?.filter(({ type }) => type.coding?.[0]?.code !== code);
  };
}

function twiceInput(code: string): (task: Task) => void {
  return (task) => {
    const input = task.input?.find(({ type }) => type.coding?.[0]?.code === code);
    task.input?.push(structuredClone(input as TaskInput));
  };
}

// The facts of the editions that the rules speak of. ---------------------------------------------

interface Facts {
  base: string;
  profile: string;
  /** Input codes and the resources that they stand for. */
  inputs: Record<string, FhirResource['resourceType']>;
}

const INPUTS_2025_01 = {
  'mpd-request-resource': MPD,
  'ingredient-request-resource': 'Ingredient',
  'organization-request-resource': 'Organization',
} as const;
const INPUTS_LATER = { ...INPUTS_2025_01, 'regauth-request-resource': 'RegulatedAuthorization' } as const;

const FACTS: Record<EditionName, Facts> = {
  '2025-01': { base: 'http://who-umc.org/idmp', profile: 'Task-who-php-phpid', inputs: INPUTS_2025_01 },
  '2025-03': { base: 'http://who-umc.org/idmp', profile: 'Task-who-php-phpid', inputs: INPUTS_LATER },
  '2026-05': { base: 'http://umcterminologies.org', profile: 'Task-phpid-req', inputs: INPUTS_LATER },
};

// Rules of every request Task. -------------------------------------------------------------------

function requestRules(base: string, profile: string, code: string): Rule[] {
  const url = `${base}/StructureDefinition/${profile}`;
  const system = `${base}/CodeSystem/task-request-code`;
  return [
    {
      name: `Task.meta.profile claims ${profile}, and no other`,
      holds: ({ meta }) => meta?.profile?.length === 1 && meta.profile[0] === url,
      broken: put('meta.profile', ['http://example.org/StructureDefinition/Other']),
    },
    {
      name: 'Task.status is requested',
      holds: ({ status }) => status === 'requested',
      broken: put('status', 'draft'),
    },
    {
      name: 'Task.intent is proposal',
      holds: ({ intent }) => intent === 'proposal',
      broken: put('intent', 'order'),
    },
    {
      name: `Task.code 1..1 is ${code}`,
      holds: (task) => single(task.code) && hasCode(task.code, system, code),
      broken: put('code', { coding: [{ system, code: 'other-request' }] }),
    },
    {
      name: 'inv-1: lastModified is not before authoredOn, in the same precision',
      holds: ({ authoredOn = '', lastModified = '' }) =>
        authoredOn.includes('T') === lastModified.includes('T') &&
        Date.parse(lastModified) >= Date.parse(authoredOn),
      broken: put('lastModified', '2001-01-01T00:00:00Z'),
    },
    {
      name: 'tsk-1: no Task.restriction',
      holds: ({ restriction }) => restriction === undefined,
      broken: put('restriction', { repetitions: 1 }),
    },
    {
      name: 'dom-2: nothing contained in what is contained',
      holds: (task) => all(task.contained ?? [], (each) => !('contained' in each)),
      broken: put('contained.0.contained', [{ resourceType: 'Organization', id: 'inner', name: 'Inner' }]),
    },
    {
      name: 'dom-3: each contained resource is referred to',
      holds: (task) => {
        const references = referencesIn({ ...task, contained: task.contained });
        return all(task.contained ?? [], ({ id }) => id !== undefined && references.includes(`#${id}`));
      },
      broken: contain({ resourceType: 'Organization', id: 'lonely', name: 'Lonely' }),
    },
    {
      name: 'dom-4: no versionId and no lastUpdated in what is contained',
      holds: (task) =>
        all(task.contained ?? [], ({ meta }) => !some(meta?.versionId) && !some(meta?.lastUpdated)),
      broken: put('contained.0.meta', { versionId: '4' }),
    },
    {
      name: 'dom-5: no security label on what is contained',
      holds: (task) => all(task.contained ?? [], ({ meta }) => count(meta?.security) === 0),
      broken: put('contained.0.meta', { security: [{ code: 'R' }] }),
    },
    {
      name: 'each reference to a contained resource finds one',
      holds: (task) =>
        all(
          referencesIn(task).filter((each) => each.startsWith('#')),
          (reference) => pointsAt(reference, task.contained ?? []),
        ),
      broken: put('input.0.valueReference.reference', '#nothing-there'),
    },
    {
      name: 'the ids of contained resources are their own',
      holds: ({ contained: all = [] }) => new Set(all.map(({ id }) => id)).size === all.length,
      broken: (task) => task.contained?.push(structuredClone(task.contained[0] as FhirResource)),
    },
  ];
}

/** What no profile says, and a client keeps all the same: the server alone gives ids and versions. */
function clientRules(tracking: { system: string; value: string }): Rule[] {
  return [
    {
      name: 'no Task.id',
      holds: ({ id }) => id === undefined,
      broken: put('id', '4711'),
      enforced: false,
    },
    {
      name: 'no Task.meta.versionId and no Task.meta.lastUpdated',
      holds: ({ meta }) => !some(meta?.versionId) && !some(meta?.lastUpdated),
      broken: put('meta.versionId', '1'),
      enforced: false,
    },
    {
      name: 'Task.identifier carries the tracking identifier once',
      holds: ({ identifier = [] }) =>
        identifier.filter(({ system, value }) => system === tracking.system && value === tracking.value)
          .length === 1,
      broken: put('identifier', [{ system: 'http://requester.example/id', value: 'R-1' }]),
      enforced: false,
    },
  ];
}

function dates(cardinality: '1..1' | '0..1'): Rule[] {
  return (['authoredOn', 'lastModified'] as const).map((name) => ({
    name: `Task.${name} ${cardinality}`,
    holds: (task) =>
      cardinality === '1..1' ? dateTime(task[name]) : task[name] === undefined || dateTime(task[name]),
    broken: put(name, cardinality === '1..1' ? undefined : ['2026-05-20', '2026-05-21']),
  }));
}

// Rules of a PhPID request. ----------------------------------------------------------------------

function inputRules({ base, inputs }: Facts): Rule[] {
  const system = `${base}/CodeSystem/task-input-type`;
  const minimum = Object.keys(inputs).length;
  return [
    {
      name: `Task.contained ${minimum}..*`,
      holds: (task) => count(task.contained) >= minimum,
      broken: (task) => task.contained?.splice(minimum - 1),
    },
    {
      name: `Task.input ${minimum}..*`,
      holds: (task) => count(task.input) >= minimum,
      broken: (task) => task.input?.splice(minimum - 1),
    },
    ...Object.entries(inputs).flatMap(([code, type]): Rule[] => {
      const of = (task: Task): TaskInput[] => inputsCoded(task, system, code);
      return [
        code === 'ingredient-request-resource'
          ? { name: `input ${code} 1..*`, holds: (task) => of(task).length > 0, broken: withoutInput(code) }
          : {
              name: `input ${code} 1..1`,
              holds: (task) => of(task).length === 1,
              broken: twiceInput(code),
            },
        {
          name: `input ${code} is a valueReference to a contained ${type}`,
          holds: (task) =>
            all(of(task), ({ valueReference }) =>
              pointsAt(valueReference?.reference, contained(task, type as 'Ingredient')),
            ),
          broken: (task) => {
            const other = type === MPD ? 'Organization' : MPD;
            const id = contained(task, other as 'Ingredient')[0]?.id;
            Object.assign(of(task)[0] as TaskInput, { valueReference: { reference: `#${id}` } });
          },
        },
        {
          name: `each contained ${type} has an input of its own`,
          holds: (task) => of(task).length === contained(task, type as 'Ingredient').length,
          broken: withoutInput(code),
        },
      ];
    }),
    {
      name: 'no input has a code of the guide that the edition does not know',
      holds: (task) =>
        all(
          (task.input ?? [])
            .flatMap(({ type }) => type.coding ?? [])
            .filter((each) => each.system === system),
          ({ code }) => code !== undefined && code in inputs,
        ),
      broken: (task) =>
        task.input?.push({
          type: { coding: [{ system, code: 'substance-of-nobody' }] },
          valueString: 'something',
        }),
    },
  ];
}

const ISO_3166 = 'urn:iso:std:iso:3166';
const DOMAINS = ['Human', 'Veterinary', 'HumanAndVeterinary'];
const DOMAIN_SYSTEM = 'http://hl7.org/fhir/medicinal-product-domain';
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

const productRules: Rule[] = [
  {
    name: `${MPD}.id 1..1`,
    holds: (task) => all(products(task), ({ id }) => text(id)),
    broken: putIn(MPD, 'id'),
  },
  {
    name: `${MPD}.identifier 1..1 with system and value`,
    holds: (task) =>
      all(
        products(task),
        ({ identifier }) =>
          identifier?.length === 1 && text(identifier[0]?.system) && text(identifier[0]?.value),
      ),
    broken: putIn(MPD, 'identifier.0.system'),
  },
  {
    name: `${MPD}.attachedDocument 1..*, each with display`,
    holds: (task) =>
      all(products(task), ({ attachedDocument = [] }) =>
        all(attachedDocument, ({ display }) => text(display)),
      ),
    broken: putIn(MPD, 'attachedDocument.0.display'),
  },
  {
    name: `${MPD}.name 1..*`,
    holds: (task) =>
      all(products(task), ({ name }) => all(name ?? [], ({ productName }) => text(productName))),
    broken: putIn(MPD, 'name'),
  },
  {
    name: `${MPD}: with more than one name some name has a type (name-type-required-multiple)`,
    holds: (task) =>
      all(products(task), ({ name }) => name.length < 2 || name.some(({ type }) => some(type))),
    broken: (task) => products(task)[0]?.name.forEach((each) => delete each.type),
  },
  {
    name: `${MPD}.name.usage.country 1..1, exactly one coding with code`,
    holds: (task) => all(usages(task), ({ country }) => single(country) && oneCode(country)),
    broken: putIn(MPD, 'name.0.usage.0.country.coding.0.code'),
  },
  {
    name: `${MPD}.name.usage.country: the system, if given, is ${ISO_3166}`,
    holds: (task) => all(usages(task), ({ country }) => [undefined, ISO_3166].includes(systemOf(country))),
    broken: putIn(MPD, 'name.0.usage.0.country.coding.0.system', 'urn:example:countries'),
  },
  {
    name: `${MPD}.name.usage.language 1..1, a language code`,
    holds: (task) =>
      all(
        usages(task),
        ({ language }) =>
          single(language) &&
          (language.coding?.some(
            ({ system, code }) => system === 'urn:ietf:bcp:47' && LANGUAGE.test(code ?? ''),
          ) ??
            false),
      ),
    broken: putIn(MPD, 'name.0.usage.0.language'),
  },
  {
    name: `${MPD}.domain 0..1 of the required value set`,
    holds: (task) =>
      all(
        products(task),
        ({ domain }) => domain === undefined || DOMAINS.some((code) => hasCode(domain, DOMAIN_SYSTEM, code)),
      ),
    broken: putIn(MPD, 'domain', { coding: [{ system: DOMAIN_SYSTEM, code: 'Martian' }] }),
  },
  {
    name: `${MPD}.combinedPharmaceuticalDoseForm 0..1, text or code`,
    holds: (task) =>
      all(products(task), ({ combinedPharmaceuticalDoseForm: form }) =>
        form === undefined ? true : !Array.isArray(form) && (text(form.text) || oneCode(form)),
      ),
    broken: putIn(MPD, 'combinedPharmaceuticalDoseForm', [{ text: 'tablet' }, { text: 'capsule' }]),
  },
];

const country = (code: string): unknown => ({
  country: { coding: [{ system: ISO_3166, code }] },
  language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'en' }] },
});

const usageOnce: Rule = {
  name: `${MPD}.name.usage 1..1`,
  holds: (task) => all(products(task), ({ name }) => all(name, ({ usage }) => count(usage) === 1)),
  broken: putIn(MPD, 'name.0.usage', [country('SE'), country('NO')]),
};

const usageOnceOrMore: Rule = {
  name: `${MPD}.name.usage 1..*`,
  holds: (task) => all(products(task), ({ name }) => all(name, ({ usage }) => count(usage) >= 1)),
  broken: putIn(MPD, 'name.0.usage'),
};

function jurisdictionRule(system: string | null): Rule {
  const where = system === null ? 'any system' : `the system, if given, is ${system}`;
  return {
    name: `${MPD}.name.usage.jurisdiction 0..1, exactly one coding with code, ${where}`,
    holds: (task) =>
      all(
        usages(task),
        ({ jurisdiction }) =>
          jurisdiction === undefined ||
          (oneCode(jurisdiction) &&
            (system === null || [undefined, system].includes(systemOf(jurisdiction)))),
      ),
    broken: putIn(MPD, 'name.0.usage.0.jurisdiction', {
      coding: system === null ? [{ code: 'EU' }, { code: 'SE' }] : [{ system: ISO_3166, code: 'SE' }],
    }),
  };
}

const holderInContact: Rule = {
  name: `${MPD}.contact 1..1, refers to the holder organization`,
  holds: (task) =>
    all(
      products(task),
      ({ contact = [] }) =>
        contact.length === 1 && pointsAt(contact[0]?.contact.reference, organizations(task)),
    ),
  broken: putIn(MPD, 'contact'),
};

const contactAtMostOnce: Rule = {
  name: `${MPD}.contact 0..1`,
  holds: (task) => all(products(task), ({ contact }) => atMostOne(contact)),
  broken: putIn(MPD, 'contact', [
    { contact: { reference: '#holder' } },
    { contact: { reference: '#holder' } },
  ]),
};

const classificationOneCoding: Rule = {
  name: `${MPD}.classification 0..*, exactly one coding`,
  holds: (task) =>
    all(products(task), ({ classification = [] }) =>
      classification.every(({ coding }) => coding?.length === 1),
    ),
  broken: putIn(MPD, 'classification', [{ text: 'sleeping pills' }]),
};

const classificationFree: Rule = {
  name: `${MPD}.classification 0..*`,
  holds: (task) =>
    all(
      products(task),
      ({ classification }) => classification === undefined || Array.isArray(classification),
    ),
  broken: putIn(MPD, 'classification', { text: 'not a list' }),
};

const ingredientRules: Rule[] = [
  {
    name: 'Ingredient.id 1..1',
    holds: (task) => all(ingredients(task), ({ id }) => text(id)),
    broken: putIn('Ingredient', 'id'),
  },
  {
    name: 'Ingredient.status 1..1',
    holds: (task) =>
      all(ingredients(task), ({ status }) => ['draft', 'active', 'retired', 'unknown'].includes(status)),
    broken: putIn('Ingredient', 'status'),
  },
  {
    name: 'Ingredient.role 1..1',
    holds: (task) => all(ingredients(task), ({ role }) => single(role)),
    broken: putIn('Ingredient', 'role'),
  },
  {
    name: 'Ingredient.substance.code.concept.text 1..1',
    holds: (task) => all(ingredients(task), ({ substance }) => text(substance.code.concept?.text)),
    broken: putIn('Ingredient', 'substance.code.concept.text'),
  },
  {
    name: 'Ingredient.substance.code.concept.coding 0..1 with system and code',
    holds: (task) =>
      all(ingredients(task), ({ substance }) => {
        const codings = substance.code.concept?.coding ?? [];
        return codings.length <= 1 && codings.every(({ system, code }) => text(system) && text(code));
      }),
    broken: putIn('Ingredient', 'substance.code.concept.coding', [{ code: 'GSID1' }]),
  },
  {
    name: 'Ingredient.substance.strength 1..1',
    holds: (task) => all(ingredients(task), ({ substance }) => exactlyOne(substance.strength)),
    broken: putIn('Ingredient', 'substance.strength'),
  },
  {
    name: 'Ingredient.substance.strength has a presentation or textPresentation (presentation-required)',
    holds: (task) =>
      all(
        strengths(task),
        ({ presentationRatio, presentationQuantity, textPresentation }) =>
          some(presentationRatio) || some(presentationQuantity) || text(textPresentation),
      ),
    broken: putIn('Ingredient', 'substance.strength', [{ textConcentration: '5 mg/mL' }]),
  },
];

const forProduct: Rule = {
  name: 'Ingredient.for 0..*, refers to the product',
  holds: (task) =>
    all(ingredients(task), ({ for: targets = [] }) =>
      targets.every(({ reference }) => pointsAt(reference, products(task))),
    ),
  broken: putIn('Ingredient', 'for', [{ reference: '#holder' }]),
};

const forProductOnceOrMore: Rule = {
  name: 'Ingredient.for 1..*, refers to the product',
  holds: (task) =>
    all(ingredients(task), ({ for: targets = [] }) =>
      all(targets, ({ reference }) => pointsAt(reference, products(task))),
    ),
  broken: putIn('Ingredient', 'for'),
};

const GSID_SYSTEM = 'http://umcterminologies.org/gsid';

const referenceStrengthRule: Rule = {
  name: 'strength.referenceStrength 0..1, strengthQuantity only, substance coding in the GSID system',
  holds: (task) =>
    all(strengths(task), ({ referenceStrength = [] }) =>
      referenceStrength.length > 1
        ? false
        : referenceStrength.every(({ strengthQuantity, strengthRatio, strengthRatioRange, substance }) => {
            const codings = substance.concept?.coding ?? [];
            return (
              some(strengthQuantity) &&
              !some(strengthRatio) &&
              !some(strengthRatioRange) &&
              codings.every(({ system, code }) => system === GSID_SYSTEM && text(code))
            );
          }),
    ),
  broken: putIn(
    'Ingredient',
    'substance.strength.0.referenceStrength.0.substance.concept.coding.0.system',
    'urn:example:substances',
  ),
};

const referenceStrengthFree: Rule = {
  name: 'strength.referenceStrength is free, within R5: an amount and a substance',
  holds: (task) =>
    all(strengths(task), ({ referenceStrength = [] }) =>
      referenceStrength.every(
        ({ strengthQuantity, strengthRatio, strengthRatioRange, substance }) =>
          some(substance) && (some(strengthQuantity) || some(strengthRatio) || some(strengthRatioRange)),
      ),
    ),
  broken: putIn('Ingredient', 'substance.strength.0.referenceStrength.0.strengthQuantity'),
};

const organizationNamed: Rule = {
  name: 'Organization.name 1..1, of the holder',
  holds: (task) => all(organizations(task), ({ name }) => text(name)),
  broken: putIn('Organization', 'name'),
};

const organizationKnown: Rule = {
  name: 'Organization has a name or an identifier (org-1)',
  holds: (task) => all(organizations(task), ({ name, identifier }) => text(name) || count(identifier) > 0),
  broken: (task) => {
    putIn('Organization', 'name')(task);
    putIn('Organization', 'identifier')(task);
  },
};

const authorizationLinks: Rule[] = [
  {
    name: 'RegulatedAuthorization.subject 1..1, the product',
    holds: (task) =>
      all(
        authorizations(task),
        ({ subject = [] }) => subject.length === 1 && pointsAt(subject[0]?.reference, products(task)),
      ),
    broken: putIn('RegulatedAuthorization', 'subject'),
  },
  {
    name: 'RegulatedAuthorization.holder 1..1, the organization',
    holds: (task) =>
      all(authorizations(task), ({ holder }) => pointsAt(holder?.reference, organizations(task))),
    broken: putIn('RegulatedAuthorization', 'holder'),
  },
  {
    name: 'RegulatedAuthorization.identifier 0..*, each with a value',
    holds: (task) =>
      all(authorizations(task), ({ identifier = [] }) => identifier.every(({ value }) => text(value))),
    broken: putIn('RegulatedAuthorization', 'identifier', [{}]),
  },
];

/** The page of 2025-03 wants both links, and its profiles enforce neither. */
const authorizationLinksWished: Rule[] = authorizationLinks.map((rule) =>
  rule.name.includes('identifier')
    ? rule
    : { ...rule, name: rule.name.replace('1..1', 'of one, as the page has it:'), enforced: false },
);

const noAuthorization: Rule = {
  name: 'no RegulatedAuthorization: its input code does not exist',
  holds: (task) => authorizations(task).length === 0,
  broken: (task) => {
    contain({
      resourceType: 'RegulatedAuthorization',
      id: 'authorization',
      subject: [{ reference: '#product' }],
    })(task);
    task.input?.push({
      type: {
        coding: [
          { system: 'http://who-umc.org/idmp/CodeSystem/task-input-type', code: 'regauth-request-resource' },
        ],
      },
      valueReference: { reference: '#authorization' },
    });
  },
};

/** Rules that one edition has and another has not, or has otherwise. */
const PARTICULAR: Record<EditionName, Rule[]> = {
  '2025-01': [
    ...dates('1..1'),
    usageOnce,
    jurisdictionRule(null),
    holderInContact,
    classificationFree,
    forProduct,
    referenceStrengthFree,
    organizationNamed,
    noAuthorization,
  ],
  '2025-03': [
    ...dates('1..1'),
    usageOnce,
    jurisdictionRule(null),
    contactAtMostOnce,
    classificationFree,
    forProduct,
    referenceStrengthFree,
    organizationKnown,
    ...authorizationLinksWished,
  ],
  '2026-05': [
    ...dates('0..1'),
    usageOnceOrMore,
    jurisdictionRule('http://umcterminologies.org/CodeSystem/jurisdiction'),
    contactAtMostOnce,
    classificationOneCoding,
    forProductOnceOrMore,
    referenceStrengthRule,
    organizationKnown,
    ...authorizationLinks,
  ],
};

/** Every rule of the edition on a PhPID request. */
export function phpidRules(edition: EditionName, tracking: { system: string; value: string }): Rule[] {
  const facts = FACTS[edition];
  return [
    ...requestRules(facts.base, facts.profile, 'phpid-request'),
    ...clientRules(tracking),
    ...inputRules(facts),
    ...productRules,
    ...ingredientRules,
    ...PARTICULAR[edition],
  ];
}

// Rules of a GSID request (2025-01 alone has them). ----------------------------------------------

const SD = 'SubstanceDefinition';
const INPUT_TYPE = 'http://who-umc.org/idmp/CodeSystem/task-input-type';
/** Those of R5's value set that the requests here use. */
const COMMON_LANGUAGES = ['en', 'nl'];
const CODE_SYSTEMS: Record<string, string> = {
  UNII: 'https://open.fda.gov/data/unii',
  CAS: 'http://example.org/cas',
  'EU-SRS': 'http://example.org/eu-srs',
};

const substanceRules: Rule[] = [
  {
    name: 'Task.identifier 1..*',
    holds: ({ identifier }) => count(identifier) >= 1,
    broken: put('identifier'),
  },
  {
    name: 'Task.contained 1..1, the substance',
    holds: (task) => count(task.contained) === 1 && substances(task).length === 1,
    broken: (task) => {
      contain({ resourceType: 'Organization', id: 'o', name: 'Somebody' })(task);
      Object.assign(task.contained?.[0] as SubstanceDefinition, { manufacturer: [{ reference: '#o' }] });
    },
  },
  {
    name: 'Task.input 1..1',
    holds: ({ input }) => count(input) === 1,
    broken: twiceInput('substance-request-resource'),
  },
  {
    name: 'Task.input is typed substance-request-resource and refers to the substance',
    holds: (task) =>
      all(
        task.input ?? [],
        ({ type, valueReference }) =>
          hasCode(type, INPUT_TYPE, 'substance-request-resource') &&
          pointsAt(valueReference?.reference, substances(task)),
      ),
    broken: put('input.0.type.coding.0.code', 'mpd-request-resource'),
  },
  {
    name: `${SD}.id 1..1`,
    holds: (task) => all(substances(task), ({ id }) => text(id)),
    broken: putIn(SD, 'id'),
  },
  {
    name: `${SD}.status 1..1`,
    holds: (task) => all(substances(task), ({ status }) => single(status)),
    broken: putIn(SD, 'status'),
  },
  {
    name: `${SD}.domain 1..1`,
    holds: (task) => all(substances(task), ({ domain }) => single(domain)),
    broken: putIn(SD, 'domain'),
  },
  {
    name: `${SD}.identifier 0..0`,
    holds: (task) => all(substances(task), ({ identifier }) => identifier === undefined),
    broken: putIn(SD, 'identifier', [{ system: 'http://who-umc.org/idmp/gsid', value: 'GSID1' }]),
  },
  {
    name: `${SD}.name 1..1`,
    holds: (task) => all(substances(task), ({ name }) => count(name) === 1),
    broken: (task) => {
      const names = substances(task)[0]?.name;
      names?.push(structuredClone(names[0] as NonNullable<typeof names>[number]));
    },
  },
  {
    name: `${SD}.name.preferred 1..1`,
    holds: (task) =>
      all(substances(task), ({ name = [] }) => all(name, ({ preferred }) => typeof preferred === 'boolean')),
    broken: putIn(SD, 'name.0.preferred'),
  },
  {
    name: `${SD}.name.language 1..* of the common languages`,
    holds: (task) =>
      all(substances(task), ({ name = [] }) =>
        all(name, ({ language = [] }) =>
          all(language, (each) => COMMON_LANGUAGES.some((code) => hasCode(each, 'urn:ietf:bcp:47', code))),
        ),
      ),
    // Latin is a language, and not a common one.
    broken: putIn(SD, 'name.0.language.0.coding.0.code', 'la'),
  },
  {
    name: `${SD}.code.code.coding 1..* with system and code`,
    holds: (task) =>
      substances(task).every(({ code: codes = [] }) =>
        codes.every(({ code }) =>
          all(code?.coding ?? [], ({ system, code: value }) => text(system) && text(value)),
        ),
      ),
    broken: putIn(SD, 'code', [{ code: { text: 'UNII1' } }]),
  },
  ...Object.entries(CODE_SYSTEMS).map(([name, system]): Rule => ({
    name: `${SD}.code.code.coding: at most one of ${name}`,
    holds: (task) =>
      substances(task).every(({ code: codes = [] }) =>
        codes.every(({ code }) => (code?.coding ?? []).filter((each) => each.system === system).length <= 1),
      ),
    broken: putIn(SD, 'code', [
      {
        code: {
          coding: [
            { system, code: '1' },
            { system, code: '2' },
          ],
        },
      },
    ]),
  })),
];

/** Every rule of 2025-01 on a GSID request. */
export function gsidRules(tracking: { system: string; value: string }): Rule[] {
  return [
    ...requestRules(FACTS['2025-01'].base, 'Task-who-php-gsid', 'gsid-request'),
    ...clientRules(tracking),
    ...dates('1..1'),
    ...substanceRules,
  ];
}
