import {
  type Rule,
  all,
  exactlyOne,
  ingredients,
  pointsAt,
  products,
  putIn,
  single,
  some,
  strengths,
  text,
} from './rule.js';

/** Rules of an ingredient that every edition has. */
export const ingredientRules: Rule[] = [
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

export const forProduct: Rule = {
  name: 'Ingredient.for 0..*, refers to the product',
  holds: (task) =>
    all(ingredients(task), ({ for: targets = [] }) =>
      targets.every(({ reference }) => pointsAt(reference, products(task))),
    ),
  broken: putIn('Ingredient', 'for', [{ reference: '#holder' }]),
};

export const forProductOnceOrMore: Rule = {
  name: 'Ingredient.for 1..*, refers to the product',
  holds: (task) =>
    all(ingredients(task), ({ for: targets = [] }) =>
      all(targets, ({ reference }) => pointsAt(reference, products(task))),
    ),
  broken: putIn('Ingredient', 'for'),
};

const GSID_SYSTEM = 'http://umcterminologies.org/gsid';

export const referenceStrengthRule: Rule = {
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

export const referenceStrengthFree: Rule = {
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
