import type { EditionName } from '../../../src/contract/index.js';
import {
  authorizationLinks,
  authorizationLinksWished,
  noAuthorization,
  organizationKnown,
  organizationNamed,
} from './rules/holder-rules.js';
import {
  forProduct,
  forProductOnceOrMore,
  ingredientRules,
  referenceStrengthFree,
  referenceStrengthRule,
} from './rules/ingredient-rules.js';
import { FACTS, inputRules } from './rules/input-rules.js';
import {
  classificationFree,
  classificationOneCoding,
  contactAtMostOnce,
  holderInContact,
  jurisdictionRule,
  productRules,
  usageOnce,
  usageOnceOrMore,
} from './rules/product-rules.js';
import { requestRules, clientRules, dates } from './rules/request-rules.js';
import { substanceRules } from './rules/substance-rules.js';
import type { Rule } from './rules/rule.js';

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
  '2026-04-poc': [
    ...dates('0..1'),
    usageOnceOrMore,
    jurisdictionRule('http://poc.umcterminologies.org/CodeSystem/jurisdiction'),
    contactAtMostOnce,
    classificationOneCoding,
    forProductOnceOrMore,
    referenceStrengthFree,
    organizationKnown,
    ...authorizationLinks,
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

/** Every rule of 2025-01 on a GSID request. */
export function gsidRules(tracking: { system: string; value: string }): Rule[] {
  return [
    ...requestRules(FACTS['2025-01'].base, 'Task-who-php-gsid', 'gsid-request'),
    ...clientRules(tracking),
    ...dates('1..1'),
    ...substanceRules,
  ];
}
