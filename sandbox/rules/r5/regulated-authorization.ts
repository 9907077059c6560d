import type { ElementTable } from './elements.js';

/** Elements of RegulatedAuthorization (R5 5.0.0). */
export const regulatedAuthorizationElements: ElementTable = {
  identifier: 'Identifier*',
  subject: 'Reference*',
  type: 'CodeableConcept',
  description: 'markdown',
  region: 'CodeableConcept*',
  status: 'CodeableConcept',
  statusDate: 'dateTime',
  validityPeriod: 'Period',
  indication: 'CodeableReference*',
  intendedUse: 'CodeableConcept',
  basis: 'CodeableConcept*',
  holder: 'Reference',
  regulator: 'Reference',
  attachedDocument: 'Reference*',
  case: 'Backbone',
  'case.identifier': 'Identifier',
  'case.type': 'CodeableConcept',
  'case.status': 'CodeableConcept',
  'case.date[x]': 'Period|dateTime',
  'case.application': '@case*',
};
