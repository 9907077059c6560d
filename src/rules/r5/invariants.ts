import type { Condition } from '../../editions/index.js';

/** A condition of R5 or of the guide, with its meaning for people. */
export interface Invariant extends Condition {
  /** The demand, and the remedy. */
  text: string;
  /**
   * `code`: checked by a function of the same meaning, since it holds at each of hundreds of elements, or since it
   * needs what FHIRPath has not (see native-checks.ts). A test compares the two where both can be run.
   */
  by: 'fhirpath' | 'code';
}

/**
 * R5's invariants on what a request contains (key, place and FHIRPath as R5 5.0.0 has them). Left out: `dom-6`, a
 * recommendation that every resource has a narrative (the guide wants none); `ident-1`, `cod-1` and `cnl-1`, which
 * are recommendations too; `sqty-1`, which datatypes.ts says as cardinality.
 */
export const r5Invariants: readonly Invariant[] = [
  {
    key: 'ele-1',
    at: 'Element',
    expression: 'hasValue() or (children().count() > id.count())',
    text: 'an element has a value or children: remove it, or fill it in',
    by: 'code',
  },
  {
    key: 'ext-1',
    at: 'Extension',
    expression: 'extension.exists() != value.exists()',
    text: 'an extension has either a value or extensions of its own, not both and not neither',
    by: 'code',
  },
  {
    key: 'dom-2',
    at: 'DomainResource',
    expression: 'contained.contained.empty()',
    text: 'a contained resource contains nothing itself: put what is in it beside it',
    by: 'fhirpath',
  },
  {
    key: 'dom-3',
    at: 'DomainResource',
    expression:
      "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().ofType(canonical) | %resource.descendants().ofType(uri) | %resource.descendants().ofType(url))) or descendants().where(reference = '#').exists() or descendants().where(ofType(canonical) = '#').exists()).not()).trace('unmatched', id).empty()",
    text: 'every contained resource is referred to: give it an input of its own, or remove it',
    by: 'code',
  },
  {
    key: 'dom-4',
    at: 'DomainResource',
    expression: 'contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()',
    text: 'a contained resource has no meta.versionId and no meta.lastUpdated: remove them',
    by: 'fhirpath',
  },
  {
    key: 'dom-5',
    at: 'DomainResource',
    expression: 'contained.meta.security.empty()',
    text: 'a contained resource has no security labels: put them on the Task',
    by: 'fhirpath',
  },
  {
    key: 'inv-1',
    at: 'Task',
    expression: 'lastModified.exists().not() or authoredOn.exists().not() or lastModified >= authoredOn',
    text: 'lastModified does not lie before authoredOn; both need the same precision to be compared',
    by: 'fhirpath',
  },
  {
    key: 'tsk-1',
    at: 'Task',
    expression:
      "restriction.exists() implies code.coding.where(code='fulfill' and system='http://hl7.org/fhir/CodeSystem/task-code').exists() and focus.exists()",
    text: 'only Tasks of code "fulfill" with a focus have a restriction: remove it',
    by: 'fhirpath',
  },
  {
    key: 'org-1',
    at: 'Organization',
    expression: '(identifier.count() + name.count()) > 0',
    text: 'an organization has a name or an identifier',
    by: 'fhirpath',
  },
  {
    key: 'org-3',
    at: 'Organization.contact',
    expression: "telecom.where(use = 'home').empty()",
    text: 'an organization has no telecom of use "home"',
    by: 'fhirpath',
  },
  {
    key: 'org-4',
    at: 'Organization.contact',
    expression: "address.where(use = 'home').empty()",
    text: 'an organization has no address of use "home"',
    by: 'fhirpath',
  },
  {
    key: 'ing-1',
    at: 'Ingredient',
    expression:
      'Ingredient.where(allergenicIndicator=true).count() + Ingredient.substance.code.reference.count()  < 2',
    text: 'allergenicIndicator goes with a substance that is coded, not one that is referred to',
    by: 'fhirpath',
  },
  {
    key: 'att-1',
    at: 'Attachment',
    expression: 'data.empty() or contentType.exists()',
    text: 'an attachment with data has a contentType',
    by: 'fhirpath',
  },
  {
    key: 'cpt-2',
    at: 'ContactPoint',
    expression: 'value.empty() or system.exists()',
    text: 'a contact point with a value has a system',
    by: 'fhirpath',
  },
  {
    key: 'per-1',
    at: 'Period',
    expression:
      'start.hasValue().not() or end.hasValue().not() or (start.lowBoundary() <= end.highBoundary())',
    text: 'a period does not end before it starts',
    by: 'fhirpath',
  },
  {
    key: 'qty-3',
    at: 'Quantity',
    expression: 'code.empty() or system.exists()',
    text: 'a quantity with a code has its system, too',
    by: 'code',
  },
  {
    key: 'rat-1',
    at: 'Ratio',
    expression:
      '(numerator.exists() and denominator.exists()) or (numerator.empty() and denominator.empty() and extension.exists())',
    text: 'a ratio has numerator and denominator, or neither and an extension that says why',
    by: 'fhirpath',
  },
  {
    key: 'ratrng-1',
    at: 'RatioRange',
    expression:
      '((lowNumerator.exists() or highNumerator.exists()) and denominator.exists()) or (lowNumerator.empty() and highNumerator.empty() and denominator.empty() and extension.exists())',
    text: 'a ratio range has a low or high numerator and a denominator, or an extension that says why not',
    by: 'fhirpath',
  },
  {
    key: 'rng-2',
    at: 'Range',
    // R5 compares the quantities themselves, which `fhirpath` cannot (lowBoundary of a Quantity): within one unit their
    // values say the same, and what would have to be converted is left to the service.
    expression:
      'low.value.empty() or high.value.empty() or (low.code | high.code).count() > 1 or (low.unit | high.unit).count() > 1 or low.value.lowBoundary() <= high.value.highBoundary()',
    text: 'the low end of a range is not above its high end',
    by: 'fhirpath',
  },
  {
    key: 'ref-1',
    at: 'Reference',
    expression:
      "reference.exists() implies (reference.startsWith('#').not() or (reference.substring(1).trace('url') in %rootResource.contained.id.trace('ids')) or (reference='#' and %rootResource!=%resource))",
    text: 'a reference that begins with # leads to a contained resource',
    by: 'code',
  },
  {
    key: 'ref-2',
    at: 'Reference',
    expression: 'reference.exists() or identifier.exists() or display.exists() or extension.exists()',
    text: 'a reference has a reference, an identifier or a display',
    by: 'code',
  },
  {
    key: 'txt-1',
    at: 'Narrative.div',
    expression: 'htmlChecks()',
    text: 'a narrative is one <div> of well-formed XHTML with the namespace http://www.w3.org/1999/xhtml, without scripts',
    by: 'code',
  },
  {
    key: 'txt-2',
    at: 'Narrative.div',
    expression: 'htmlChecks()',
    text: 'a narrative has some content that is not blank',
    by: 'code',
  },
];
