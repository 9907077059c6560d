import type { Row } from '../../editions/index.js';

/**
 * Demands of R5 5.0.0 that its JSON structure does not show, by path: required elements, elements that a specialised type
 * forbids, and required bindings (hl7.org/fhir/R5/datatypes.html and the resources' pages). Codes are in code-lists.ts.
 */
export const r5Datatypes: readonly Row[] = [
  { id: 'Annotation.text', min: 1 },
  { id: 'Extension.url', min: 1 },
  { id: 'Narrative.status', min: 1, binding: 'narrative-status' },
  { id: 'Narrative.div', min: 1 },
  { id: 'MarketingStatus.status', min: 1 },
  { id: 'RelatedArtifact.type', min: 1, binding: 'related-artifact-type-all' },
  { id: 'RelatedArtifact.publicationStatus', binding: 'publication-status' },
  { id: 'ParameterDefinition.use', min: 1, binding: 'operation-parameter-use' },
  { id: 'ParameterDefinition.type', min: 1 },
  { id: 'SampledData.origin', min: 1 },
  { id: 'SampledData.intervalUnit', min: 1 },
  { id: 'SampledData.dimensions', min: 1 },
  { id: 'TriggerDefinition.type', min: 1, binding: 'trigger-type' },
  { id: 'UsageContext.code', min: 1 },
  { id: 'UsageContext.value[x]', min: 1 },
  { id: 'DataRequirement.type', min: 1 },
  { id: 'DataRequirement.sort.path', min: 1 },
  { id: 'DataRequirement.sort.direction', min: 1, binding: 'sort-direction' },

  // SimpleQuantity is a Quantity without a comparator (sqty-1).
  { id: 'Ratio.denominator.comparator', max: 0 },
  { id: 'Range.low.comparator', max: 0 },
  { id: 'Range.high.comparator', max: 0 },
  { id: 'RatioRange.lowNumerator.comparator', max: 0 },
  { id: 'RatioRange.highNumerator.comparator', max: 0 },
  { id: 'RatioRange.denominator.comparator', max: 0 },
  { id: 'SampledData.origin.comparator', max: 0 },

  { id: 'Resource.language', binding: 'all-languages' },
  { id: 'Address.use', binding: 'address-use' },
  { id: 'Address.type', binding: 'address-type' },
  { id: 'Attachment.language', binding: 'all-languages' },
  { id: 'ContactPoint.system', binding: 'contact-point-system' },
  { id: 'ContactPoint.use', binding: 'contact-point-use' },
  { id: 'HumanName.use', binding: 'name-use' },
  { id: 'Identifier.use', binding: 'identifier-use' },
  { id: 'Money.currency', binding: 'currencies' },
  { id: 'Quantity.comparator', binding: 'quantity-comparator' },
  { id: 'Timing.repeat.durationUnit', binding: 'units-of-time' },
  { id: 'Timing.repeat.periodUnit', binding: 'units-of-time' },
  { id: 'Timing.repeat.dayOfWeek', binding: 'days-of-week' },
  { id: 'Availability.availableTime.daysOfWeek', binding: 'days-of-week' },

  { id: 'Task.status', binding: 'task-status' },
  { id: 'Task.intent', binding: 'task-intent' },
  { id: 'Task.priority', binding: 'request-priority' },
  { id: 'MedicinalProductDefinition.name.usage.language', binding: 'all-languages' },
  { id: 'Ingredient.status', binding: 'publication-status' },
  { id: 'Ingredient.manufacturer.role', binding: 'ingredient-manufacturer-role' },
  { id: 'SubstanceDefinition.sourceMaterial.countryOfOrigin', binding: 'country' },
];
