import type { ElementTable } from './elements.js';

/** Elements of Organization (R5 5.0.0). */
export const organizationElements: ElementTable = {
  identifier: 'Identifier*',
  active: 'boolean',
  type: 'CodeableConcept*',
  name: 'string',
  alias: 'string*',
  description: 'markdown',
  contact: 'ExtendedContactDetail*',
  partOf: 'Reference',
  endpoint: 'Reference*',
  qualification: 'Backbone*',
  'qualification.identifier': 'Identifier*',
  'qualification.code': 'CodeableConcept!',
  'qualification.period': 'Period',
  'qualification.issuer': 'Reference',
};
