import type { Condition } from '../../editions/index.js';

/** A condition of R5 or of the guide, with its meaning for people. */
export interface Invariant extends Condition {
  /** The demand, and the remedy. */
  text: string;
  /**
   * `code`: a function of the same meaning checks it, because it applies to hundreds of elements or needs data that FHIRPath
   * does not have (see native-checks.ts). A test compares the function with the FHIRPath if both can run.
   */
  by: 'fhirpath' | 'code';
}

/**
 * R5's invariants on the content of a request, with key, place and FHIRPath of R5 5.0.0. Omitted are `dom-6`, which recommends
 * a narrative for every resource (the guide does not use them); the recommendations `ident-1`, `cod-1` and `cnl-1`; and
 * `sqty-1`, which is a cardinality in datatypes.ts.
 */
export const r5Invariants: readonly Invariant[] = [
  {
    key: 'ele-1',
    at: 'Element',
    expression: 'hasValue() or (children().count() > id.count())',
    text: 'an element must have a value or children; remove it, or add a value',
    by: 'code',
  },
  {
    key: 'ext-1',
    at: 'Extension',
    expression: 'extension.exists() != value.exists()',
    text: 'an extension must have either a value or nested extensions, not both',
    by: 'code',
  },
  {
    key: 'dom-2',
    at: 'DomainResource',
    expression: 'contained.contained.empty()',
    text: 'a contained resource must not contain resources; move them to Task.contained',
    by: 'fhirpath',
  },
  {
    key: 'dom-3',
    at: 'DomainResource',
    expression:
      "contained.where((('#'+id in (%resource.descendants().reference | %resource.descendants().ofType(canonical) | %resource.descendants().ofType(uri) | %resource.descendants().ofType(url))) or descendants().where(reference = '#').exists() or descendants().where(ofType(canonical) = '#').exists()).not()).trace('unmatched', id).empty()",
    text: 'each contained resource must be referred to; add an input that refers to it, or remove it',
    by: 'code',
  },
  {
    key: 'dom-4',
    at: 'DomainResource',
    expression: 'contained.meta.versionId.empty() and contained.meta.lastUpdated.empty()',
    text: 'a contained resource must not have meta.versionId or meta.lastUpdated; remove them',
    by: 'fhirpath',
  },
  {
    key: 'dom-5',
    at: 'DomainResource',
    expression: 'contained.meta.security.empty()',
    text: 'a contained resource must not have security labels; move them to the Task',
    by: 'fhirpath',
  },
  {
    key: 'inv-1',
    at: 'Task',
    expression: 'lastModified.exists().not() or authoredOn.exists().not() or lastModified >= authoredOn',
    text: 'lastModified must not be before authoredOn, and both must have the same precision',
    by: 'fhirpath',
  },
  {
    key: 'tsk-1',
    at: 'Task',
    expression:
      "restriction.exists() implies code.coding.where(code='fulfill' and system='http://hl7.org/fhir/CodeSystem/task-code').exists() and focus.exists()",
    text: 'only a Task with the code "fulfill" and a focus may have a restriction; remove it',
    by: 'fhirpath',
  },
  {
    key: 'org-1',
    at: 'Organization',
    expression: '(identifier.count() + name.count()) > 0',
    text: 'an organization must have a name or an identifier',
    by: 'fhirpath',
  },
  {
    key: 'org-3',
    at: 'Organization.contact',
    expression: "telecom.where(use = 'home').empty()",
    text: 'an organization must not have a telecom with the use "home"',
    by: 'fhirpath',
  },
  {
    key: 'org-4',
    at: 'Organization.contact',
    expression: "address.where(use = 'home').empty()",
    text: 'an organization must not have an address with the use "home"',
    by: 'fhirpath',
  },
  {
    key: 'ing-1',
    at: 'Ingredient',
    expression:
      'Ingredient.where(allergenicIndicator=true).count() + Ingredient.substance.code.reference.count()  < 2',
    text: 'allergenicIndicator is only allowed with a coded substance, not with a reference',
    by: 'fhirpath',
  },
  {
    key: 'att-1',
    at: 'Attachment',
    expression: 'data.empty() or contentType.exists()',
    text: 'an attachment with data must have a contentType',
    by: 'fhirpath',
  },
  {
    key: 'cpt-2',
    at: 'ContactPoint',
    expression: 'value.empty() or system.exists()',
    text: 'a contact point with a value must have a system',
    by: 'fhirpath',
  },
  {
    key: 'per-1',
    at: 'Period',
    expression:
      'start.hasValue().not() or end.hasValue().not() or (start.lowBoundary() <= end.highBoundary())',
    text: 'a period must not end before it starts',
    by: 'fhirpath',
  },
  {
    key: 'qty-3',
    at: 'Quantity',
    expression: 'code.empty() or system.exists()',
    text: 'a quantity with a code must also have a system',
    by: 'code',
  },
  {
    key: 'rat-1',
    at: 'Ratio',
    expression:
      '(numerator.exists() and denominator.exists()) or (numerator.empty() and denominator.empty() and extension.exists())',
    text: 'a ratio must have numerator and denominator, or an extension in place of both',
    by: 'fhirpath',
  },
  {
    key: 'ratrng-1',
    at: 'RatioRange',
    expression:
      '((lowNumerator.exists() or highNumerator.exists()) and denominator.exists()) or (lowNumerator.empty() and highNumerator.empty() and denominator.empty() and extension.exists())',
    text: 'a ratio range must have a low or high numerator and a denominator, or an extension in place of them',
    by: 'fhirpath',
  },
  {
    key: 'rng-2',
    at: 'Range',
    // R5 compares the quantities themselves, which `fhirpath` cannot do (lowBoundary of a Quantity). Within one unit, the
    // values give the same result. The service checks quantities of different units.
    expression:
      'low.value.empty() or high.value.empty() or (low.code | high.code).count() > 1 or (low.unit | high.unit).count() > 1 or low.value.lowBoundary() <= high.value.highBoundary()',
    text: 'the low end of a range must not be above its high end',
    by: 'fhirpath',
  },
  {
    key: 'ref-1',
    at: 'Reference',
    expression:
      "reference.exists() implies (reference.startsWith('#').not() or (reference.substring(1).trace('url') in %rootResource.contained.id.trace('ids')) or (reference='#' and %rootResource!=%resource))",
    text: 'a reference that begins with # must refer to a contained resource',
    by: 'code',
  },
  {
    key: 'ref-2',
    at: 'Reference',
    expression: 'reference.exists() or identifier.exists() or display.exists() or extension.exists()',
    text: 'a reference must have a reference, an identifier or a display',
    by: 'code',
  },
  {
    key: 'txt-1',
    at: 'Narrative.div',
    expression: 'htmlChecks()',
    text: 'a narrative must be one <div> of well-formed XHTML with the namespace http://www.w3.org/1999/xhtml, without scripts',
    by: 'code',
  },
  {
    key: 'txt-2',
    at: 'Narrative.div',
    expression: 'htmlChecks()',
    text: 'a narrative must have content that is not blank',
    by: 'code',
  },
];
