/**
 * Codes of R5 5.0.0's required bindings (hl7.org/fhir/R5/terminologies-valuesets.html), by the last part of the value
 * set's URL. A code is `system|code`. For an element that is a plain code the system is ignored.
 */
const listCodes = (system: string, codes: string): readonly string[] =>
  codes.split(' ').map((code) => `${system}|${code}`);

const HL7 = 'http://hl7.org/fhir';
const UCUM = 'http://unitsofmeasure.org';

export const codeLists: Readonly<Record<string, readonly string[]>> = {
  'address-type': listCodes(`${HL7}/address-type`, 'postal physical both'),
  'address-use': listCodes(`${HL7}/address-use`, 'home work temp old billing'),
  'contact-point-system': listCodes(`${HL7}/contact-point-system`, 'phone fax email pager url sms other'),
  'contact-point-use': listCodes(`${HL7}/contact-point-use`, 'home work temp old mobile'),
  'days-of-week': listCodes(`${HL7}/days-of-week`, 'mon tue wed thu fri sat sun'),
  'identifier-use': listCodes(`${HL7}/identifier-use`, 'usual official temp secondary old'),
  'ingredient-manufacturer-role': listCodes(`${HL7}/ingredient-manufacturer-role`, 'allowed possible actual'),
  languages: listCodes(
    'urn:ietf:bcp:47',
    'ar bg bg-BG bn cs cs-CZ bs bs-BA da da-DK de de-AT de-CH de-DE el el-GR en en-AU en-CA en-GB en-IN en-NZ ' +
      'en-SG en-US es es-AR es-ES es-UY et et-EE fi fr fr-BE fr-CH fr-FR fi-FI fr-CA fy fy-NL hi hr hr-HR is is-IS ' +
      'it it-CH it-IT ja ko lt lt-LT lv lv-LV nl nl-BE nl-NL no no-NO pa pl pl-PL pt pt-PT pt-BR ro ro-RO ru ' +
      'ru-RU sk sk-SK sl sl-SI sr sr-RS sv sv-SE te zh zh-CN zh-HK zh-SG zh-TW',
  ),
  'medicinal-product-domain': listCodes(
    `${HL7}/medicinal-product-domain`,
    'Human Veterinary HumanAndVeterinary',
  ),
  'name-use': listCodes(`${HL7}/name-use`, 'usual official temp nickname anonymous old maiden'),
  'narrative-status': listCodes(`${HL7}/narrative-status`, 'generated extensions additional empty'),
  'operation-parameter-use': listCodes(`${HL7}/operation-parameter-use`, 'in out'),
  'publication-status': listCodes(`${HL7}/publication-status`, 'draft active retired unknown'),
  'quantity-comparator': listCodes(`${HL7}/quantity-comparator`, '< <= >= > ad'),
  'related-artifact-type-all': listCodes(
    `${HL7}/related-artifact-type`,
    'documentation justification citation predecessor successor derived-from depends-on composed-of part-of ' +
      'amends amended-with appends appended-with cites cited-by comments-on comment-in contains contained-in ' +
      'corrects correction-in replaces replaced-with retracts retracted-by signs similar-to supports ' +
      'supported-with transforms transformed-into transformed-with documents specification-of created-with ' +
      'cite-as reprint reprint-of',
  ),
  'request-priority': listCodes(`${HL7}/request-priority`, 'routine urgent asap stat'),
  'sort-direction': listCodes(`${HL7}/sort-direction`, 'ascending descending'),
  'task-intent': [
    ...listCodes(`${HL7}/task-intent`, 'unknown'),
    ...listCodes(
      `${HL7}/request-intent`,
      'proposal plan order original-order reflex-order filler-order instance-order option directive',
    ),
  ],
  'task-status': listCodes(
    `${HL7}/task-status`,
    'draft requested received accepted rejected ready cancelled in-progress on-hold failed completed ' +
      'entered-in-error',
  ),
  'trigger-type': listCodes(
    `${HL7}/trigger-type`,
    'named-event periodic data-changed data-added data-modified data-removed data-accessed data-access-ended',
  ),
  'units-of-time': listCodes(UCUM, 's min h d wk mo a'),
};

/**
 * Code systems of R5 whose codes are all known. A validator reports another code of them as an error at every element,
 * independent of its binding.
 */
export const r5CodeSystems: Readonly<Record<string, readonly string[]>> = {
  [`${HL7}/publication-status`]: ['draft', 'active', 'retired', 'unknown'],
  [`${HL7}/medicinal-product-domain`]: ['Human', 'Veterinary', 'HumanAndVeterinary'],
  [`${HL7}/medicinal-product-type`]: ['MedicinalProduct', 'InvestigationalProduct'],
  [`${HL7}/medicinal-product-name-type`]: ['BAN', 'INN', 'INNM', 'pINN', 'rINN'],
  [`${HL7}/medicinal-product-contact-type`]: [
    'ProposedMAH',
    'ProcedureContactDuring',
    'ProcedureContactAfter',
    'QPPV',
    'PVEnquiries',
  ],
  [`${HL7}/ingredient-role`]: [
    '100000072072',
    '100000072073',
    '100000072082',
    '100000136065',
    '100000136066',
    '100000136178',
    '100000136179',
    '100000136561',
    '200000003427',
  ],
};
