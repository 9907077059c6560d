/**
 * Codes that R5 itself demands (required bindings of elements of type `code`), by type and element. Status and
 * intent of a Task are missing here: the request profiles fix them.
 */
export const REQUIRED_CODES: Readonly<Record<string, readonly string[]>> = {
  'Task.priority': ['routine', 'urgent', 'asap', 'stat'],
  'Ingredient.status': ['draft', 'active', 'retired', 'unknown'],
  'Ingredient.manufacturer.role': ['allowed', 'possible', 'actual'],
  'Identifier.use': ['usual', 'official', 'temp', 'secondary', 'old'],
  'Narrative.status': ['generated', 'extensions', 'additional', 'empty'],
  'Quantity.comparator': ['<', '<=', '>=', '>', 'ad'],
  'HumanName.use': ['usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden'],
  'ContactPoint.system': ['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other'],
  'ContactPoint.use': ['home', 'work', 'temp', 'old', 'mobile'],
  'Address.use': ['home', 'work', 'temp', 'old', 'billing'],
  'Address.type': ['postal', 'physical', 'both'],
};

/** Code systems of HL7 that products and substances use; a code that isn't here is unknown. */
export const HL7_CODES: Readonly<Record<string, readonly string[]>> = {
  'http://hl7.org/fhir/publication-status': ['draft', 'active', 'retired', 'unknown'],
  'http://hl7.org/fhir/medicinal-product-domain': ['Human', 'Veterinary', 'HumanAndVeterinary'],
};
