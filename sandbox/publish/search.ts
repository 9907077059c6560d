import type {
  AdministrableProductDefinition,
  FhirResource,
  MedicinalProductDefinition,
  SubstanceDefinition,
} from 'fhir/r5';
import type { Matcher } from '../http/search-query.js';
import { matchesToken, unescaped } from '../http/search-values.js';

const contains = (whole: string | undefined, part: string): boolean =>
  (whole ?? '').toLowerCase().includes(unescaped(part).toLowerCase());

/** The code of a token, with or without its system. */
const codeOf = (token: string): string => token.slice(token.indexOf('|') + 1);

const lastPart = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

function level4(product: MedicinalProductDefinition): string[] {
  return (product.classification ?? []).flatMap(({ coding = [] }) => coding.map(({ code = '' }) => code));
}

function parents(phpid: AdministrableProductDefinition): string[] {
  return (phpid.extension ?? []).flatMap(({ valueReference }) => valueReference?.identifier?.value ?? []);
}

/** GSIDs of the substances in a PhPID. */
function substances({ contained = [] }: AdministrableProductDefinition): string[] {
  return (contained as FhirResource[]).flatMap((resource) =>
    resource.resourceType === 'Ingredient'
      ? (resource.substance.code.reference?.identifier?.value ?? [])
      : [],
  );
}

/** A product's PhPIDs: its level 4 and what that one is derived from; found by its id or one of its identifiers. */
function formOf(
  products: readonly MedicinalProductDefinition[],
  isMeant: (product: MedicinalProductDefinition, value: string) => boolean,
): Matcher<AdministrableProductDefinition> {
  return (phpid, wanted) =>
    products.some(
      (product) =>
        level4(product).includes(phpid.id ?? '') && wanted.some((value) => isMeant(product, value)),
    );
}

/** Search parameters of PhPIDs, of every edition. */
export function phpidMatchers(
  products: readonly MedicinalProductDefinition[],
): Record<string, Matcher<AdministrableProductDefinition>> {
  const byProduct = formOf(products, (product, value) => matchesToken(product.identifier ?? [], value));
  return {
    _id: (phpid, ids) => ids.includes(phpid.id ?? ''),
    identifier: (phpid, tokens) => tokens.some((token) => matchesToken(phpid.identifier ?? [], token)),
    'parent-php': (phpid, references) =>
      references.some((reference) => parents(phpid).includes(lastPart(reference))),
    'dose-form': (phpid, codes) =>
      (phpid.extension ?? []).some(({ valueCoding }) => codes.includes(valueCoding?.code ?? '')),
    'form-of': formOf(products, (product, value) => product.id === lastPart(value)),
    'form-of:identifier': byProduct,
    'form-of.identifier': byProduct,
    'parent-php:identifier': (phpid, tokens) =>
      tokens.some((token) => parents(phpid).includes(codeOf(token))),
    '_has:Ingredient:for:substance-code': (phpid, gsids) =>
      substances(phpid).some((gsid) => gsids.includes(gsid)),
  };
}

const usages = (product: MedicinalProductDefinition): ReturnType<typeof usagesOf> => usagesOf(product);
const usagesOf = (product: MedicinalProductDefinition): { country: string[]; jurisdiction: string[] }[] =>
  product.name.flatMap(({ usage = [] }) =>
    usage.map(({ country, jurisdiction }) => ({
      country: (country.coding ?? []).map(({ code = '' }) => code),
      jurisdiction: (jurisdiction?.coding ?? []).map(({ code = '' }) => code),
    })),
  );

/** Search parameters of product records, of every edition. */
export const productMatchers: Record<string, Matcher<MedicinalProductDefinition>> = {
  _id: (product, ids) => ids.includes(product.id ?? ''),
  phpid: (product, phpids) => level4(product).some((code) => phpids.includes(code)),
  identifier: (product, tokens) => tokens.some((token) => matchesToken(product.identifier ?? [], token)),
  name: (product, parts) =>
    product.name.some(({ productName }) => parts.some((part) => contains(productName, part))),
  'name-country': (product, codes) =>
    usages(product).some(({ country }) => country.some((code) => codes.includes(code))),
  'name-jurisdiction': (product, codes) =>
    usages(product).some(({ jurisdiction }) => jurisdiction.some((code) => codes.includes(code))),
  'product-classification': (product, tokens) =>
    tokens.some((token) => level4(product).includes(codeOf(token))),
  '_has:AdministrableProductDefinition:form-of:identifier': (product, tokens) =>
    tokens.some((token) => level4(product).includes(codeOf(token))),
};

/** Search parameters of substances, of every edition. */
export const substanceMatchers: Record<string, Matcher<SubstanceDefinition>> = {
  _id: (substance, ids) => ids.includes(substance.id ?? ''),
  identifier: (substance, tokens) => tokens.some((token) => matchesToken(substance.identifier ?? [], token)),
  name: (substance, parts) =>
    (substance.name ?? []).some(({ name }) => parts.some((part) => contains(name, part))),
  code: (substance, tokens) =>
    (substance.code ?? []).some(({ code }) =>
      (code?.coding ?? []).some((coding) =>
        tokens.some((token) => matchesToken([{ system: coding.system, value: coding.code }], token)),
      ),
    ),
};
