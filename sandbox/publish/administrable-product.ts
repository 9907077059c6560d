import type {
  AdministrableProductDefinition,
  Extension,
  Ingredient,
  IngredientSubstanceStrength,
  Quantity,
  Reference,
} from 'fhir/r5';
import { profileUrl, type Edition } from '../editions/index.js';
import { phpid } from './codes.js';
import { doseFormExtensions } from './dose-forms.js';
import { narrative } from './narrative.js';
import type { ProductFacts, SubstanceFact } from './product-facts.js';

/** The levels of a PhPID: 1 substances; 2 with strengths; 3 substances and form; 4 all of it. */
export const LEVELS = [1, 2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];

const PARENTS: Record<Level, Level[]> = { 1: [], 2: [1], 3: [1], 4: [1, 2, 3] };
const withStrength = (level: Level): boolean => level === 2 || level === 4;
const withForm = (level: Level): boolean => level >= 3;

/** The PhPID of a product at a level: the same for all products that agree in what the level knows. */
export function phpidAt(edition: Edition, facts: ProductFacts, level: Level): string {
  const substances = facts.substances.map(({ gsid, strength }) =>
    withStrength(level) ? `${gsid} ${strength}` : gsid,
  );
  return phpid(edition, [String(level), withForm(level) ? facts.formKey : '', ...substances.sort()]);
}

function levelIdentifier(edition: Edition, level: Level, value: string): Reference['identifier'] & object {
  return {
    type: {
      coding: [{ system: edition.systems.phpidLevel, code: edition.levelCodes[level - 1] ?? '' }],
    },
    system: edition.systems.phpid,
    value,
  };
}

function parent(edition: Edition, facts: ProductFacts, level: Level): Extension {
  const value = phpidAt(edition, facts, level);
  return {
    url: profileUrl(edition, 'parent-phpid'),
    valueReference: {
      reference: `AdministrableProductDefinition/${value}`,
      identifier: levelIdentifier(edition, level, value),
    },
  };
}

/** Published strengths need value and unit (Ingredient profiles); a unit that was only coded is spelled out. */
function complete(quantity: Quantity | undefined): Quantity | undefined {
  const unit = quantity?.unit ?? quantity?.code;
  return quantity?.value === undefined || unit === undefined ? undefined : { ...quantity, unit };
}

function publishedStrength({ ingredient, strength }: SubstanceFact): IngredientSubstanceStrength {
  const asked = ingredient.substance.strength?.[0];
  const numerator = complete(asked?.presentationRatio?.numerator);
  const denominator = complete(asked?.presentationRatio?.denominator);
  const quantity = complete(asked?.presentationQuantity);
  return {
    ...(numerator && denominator ? { presentationRatio: { numerator, denominator } } : {}),
    ...(quantity ? { presentationQuantity: quantity } : {}),
    textPresentation: asked?.textPresentation ?? strength,
  };
}

function publishedIngredient(
  edition: Edition,
  fact: SubstanceFact,
  position: number,
  level: Level,
): Ingredient {
  return {
    resourceType: 'Ingredient',
    id: `ingredient-${position + 1}`,
    meta: { profile: [profileUrl(edition, edition.answers.ingredient)] },
    status: 'active',
    for: [{ reference: '#' }],
    role: fact.ingredient.role,
    substance: {
      code: {
        reference: {
          reference: `SubstanceDefinition/${fact.gsid}`,
          identifier: { system: edition.systems.gsid, value: fact.gsid },
          display: fact.name.toUpperCase(),
        },
      },
      ...(withStrength(level) ? { strength: [publishedStrength(fact)] } : {}),
    },
  };
}

/** The published PhPID of a level, after the AdministrableProductDefinition profile and the examples. */
export function publishedPhpid(
  edition: Edition,
  facts: ProductFacts,
  level: Level,
): AdministrableProductDefinition {
  const value = phpidAt(edition, facts, level);
  const extension = [
    ...PARENTS[level].map((other) => parent(edition, facts, other)),
    ...(withForm(level) ? doseFormExtensions(edition, facts.form) : []),
  ];
  return {
    resourceType: 'AdministrableProductDefinition',
    id: value,
    meta: { versionId: '1', profile: [profileUrl(edition, edition.answers.administrableProduct)] },
    text: narrative(`PhPID ${value}, level ${level}`),
    contained: facts.substances.map((fact, position) => publishedIngredient(edition, fact, position, level)),
    ...(extension.length > 0 ? { extension } : {}),
    identifier: [levelIdentifier(edition, level, value)],
    status: 'active',
    // R5 wants a route, but a PhPID does not have one: the examples have this extension in place of the code.
    routeOfAdministration: [
      {
        code: {
          extension: [
            {
              url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
              valueCode: 'not-applicable',
            },
          ],
        },
      },
    ],
  };
}
