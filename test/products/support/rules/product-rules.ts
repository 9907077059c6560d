import {
  MPD,
  type Rule,
  all,
  atMostOne,
  count,
  hasCode,
  oneCode,
  organizations,
  pointsAt,
  products,
  putIn,
  single,
  some,
  systemOf,
  text,
  usages,
} from './rule.js';

const ISO_3166 = 'urn:iso:std:iso:3166';
const DOMAINS = ['Human', 'Veterinary', 'HumanAndVeterinary'];
const DOMAIN_SYSTEM = 'http://hl7.org/fhir/medicinal-product-domain';
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Rules of the product that every edition has. */
export const productRules: Rule[] = [
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

export const usageOnce: Rule = {
  name: `${MPD}.name.usage 1..1`,
  holds: (task) => all(products(task), ({ name }) => all(name, ({ usage }) => count(usage) === 1)),
  broken: putIn(MPD, 'name.0.usage', [country('SE'), country('NO')]),
};

export const usageOnceOrMore: Rule = {
  name: `${MPD}.name.usage 1..*`,
  holds: (task) => all(products(task), ({ name }) => all(name, ({ usage }) => count(usage) >= 1)),
  broken: putIn(MPD, 'name.0.usage'),
};

export function jurisdictionRule(system: string | null): Rule {
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

export const holderInContact: Rule = {
  name: `${MPD}.contact 1..1, refers to the holder organization`,
  holds: (task) =>
    all(
      products(task),
      ({ contact = [] }) =>
        contact.length === 1 && pointsAt(contact[0]?.contact.reference, organizations(task)),
    ),
  broken: putIn(MPD, 'contact'),
};

export const contactAtMostOnce: Rule = {
  name: `${MPD}.contact 0..1`,
  holds: (task) => all(products(task), ({ contact }) => atMostOne(contact)),
  broken: putIn(MPD, 'contact', [
    { contact: { reference: '#holder' } },
    { contact: { reference: '#holder' } },
  ]),
};

export const classificationOneCoding: Rule = {
  name: `${MPD}.classification 0..*, exactly one coding`,
  holds: (task) =>
    all(products(task), ({ classification = [] }) =>
      classification.every(({ coding }) => coding?.length === 1),
    ),
  broken: putIn(MPD, 'classification', [{ text: 'sleeping pills' }]),
};

export const classificationFree: Rule = {
  name: `${MPD}.classification 0..*`,
  holds: (task) =>
    all(
      products(task),
      ({ classification }) => classification === undefined || Array.isArray(classification),
    ),
  broken: putIn(MPD, 'classification', { text: 'not a list' }),
};
