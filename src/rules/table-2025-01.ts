// Made by scripts/rules-from-guide.js from the guide's definitions; do not edit.

import type { EditionTables } from './table-row.js';

/** What the definitions of edition 2025-01 demand of a request. */
export const edition202501: EditionTables = {
  name: '2025-01',
  bases: ['http://who-umc.org/idmp'],
  requests: {
    phpid: 'Task-who-php-phpid',
    gsid: 'Task-who-php-gsid',
  },
  profiles: [
    {
      id: 'Task-who-php-phpid',
      type: 'Task',
      rows: [
        {
          id: 'Task.contained',
          min: 3,
        },
        {
          id: 'Task.status',
          pattern: 'requested',
          binding: 'http://who-umc.org/idmp/ValueSet/requestStatus',
        },
        {
          id: 'Task.intent',
          pattern: 'proposal',
        },
        {
          id: 'Task.code',
          min: 1,
          pattern: {
            coding: [
              {
                system: 'http://who-umc.org/idmp/CodeSystem/task-request-code',
                code: 'phpid-request',
              },
            ],
          },
        },
        {
          id: 'Task.authoredOn',
          min: 1,
        },
        {
          id: 'Task.lastModified',
          min: 1,
        },
        {
          id: 'Task.input',
          min: 3,
          slicedBy: 'type',
        },
        {
          id: 'Task.input:MPD',
          min: 1,
          max: 1,
        },
        {
          id: 'Task.input:MPD.type',
          pattern: {
            coding: [
              {
                system: 'http://who-umc.org/idmp/CodeSystem/task-input-type',
                code: 'mpd-request-resource',
              },
            ],
          },
          binding: 'http://who-umc.org/idmp/ValueSet/phpid-task-input-type',
        },
        {
          id: 'Task.input:MPD.value[x]',
          types: ['Reference'],
          targets: ['MedicinalProductDefinition-who-php-req'],
        },
        {
          id: 'Task.input:ORG',
          min: 1,
          max: 1,
        },
        {
          id: 'Task.input:ORG.type',
          pattern: {
            coding: [
              {
                system: 'http://who-umc.org/idmp/CodeSystem/task-input-type',
                code: 'organization-request-resource',
              },
            ],
          },
          binding: 'http://who-umc.org/idmp/ValueSet/phpid-task-input-type',
        },
        {
          id: 'Task.input:ORG.value[x]',
          types: ['Reference'],
          targets: ['Organization'],
        },
        {
          id: 'Task.input:ING',
          min: 1,
        },
        {
          id: 'Task.input:ING.type',
          pattern: {
            coding: [
              {
                system: 'http://who-umc.org/idmp/CodeSystem/task-input-type',
                code: 'ingredient-request-resource',
              },
            ],
          },
          binding: 'http://who-umc.org/idmp/ValueSet/phpid-task-input-type',
        },
        {
          id: 'Task.input:ING.value[x]',
          types: ['Reference'],
          targets: ['Ingredient-who-php'],
        },
      ],
      invariants: [],
    },
    {
      id: 'Task-who-php-gsid',
      type: 'Task',
      rows: [
        {
          id: 'Task.contained',
          min: 1,
          max: 1,
        },
        {
          id: 'Task.identifier',
          min: 1,
        },
        {
          id: 'Task.status',
          pattern: 'requested',
          binding: 'http://who-umc.org/idmp/ValueSet/requestStatus',
        },
        {
          id: 'Task.intent',
          pattern: 'proposal',
        },
        {
          id: 'Task.code',
          min: 1,
          pattern: {
            coding: [
              {
                system: 'http://who-umc.org/idmp/CodeSystem/task-request-code',
                code: 'gsid-request',
              },
            ],
          },
        },
        {
          id: 'Task.authoredOn',
          min: 1,
        },
        {
          id: 'Task.lastModified',
          min: 1,
        },
        {
          id: 'Task.input',
          min: 1,
          max: 1,
        },
        {
          id: 'Task.input.type',
          pattern: {
            coding: [
              {
                system: 'http://who-umc.org/idmp/CodeSystem/task-input-type',
                code: 'substance-request-resource',
              },
            ],
          },
        },
        {
          id: 'Task.input.value[x]',
          types: ['Reference'],
          targets: ['SubstanceDefinition-req'],
        },
        {
          id: 'Task.output',
          max: 1,
        },
        {
          id: 'Task.output.type',
          pattern: {
            coding: [
              {
                system: 'http://hl7.org/fhir/fhir-types',
                code: 'SubstanceDefinition',
              },
            ],
          },
        },
        {
          id: 'Task.output.value[x]',
          types: ['Reference'],
          targets: ['SubstanceDefinition-pub'],
        },
      ],
      invariants: [],
    },
    {
      id: 'MedicinalProductDefinition-who-php-req',
      type: 'MedicinalProductDefinition',
      rows: [
        {
          id: 'MedicinalProductDefinition.id',
          min: 1,
        },
        {
          id: 'MedicinalProductDefinition.identifier',
          min: 1,
          max: 1,
        },
        {
          id: 'MedicinalProductDefinition.identifier.system',
          min: 1,
        },
        {
          id: 'MedicinalProductDefinition.identifier.value',
          min: 1,
        },
        {
          id: 'MedicinalProductDefinition.domain',
          binding: 'medicinal-product-domain',
        },
        {
          id: 'MedicinalProductDefinition.attachedDocument',
          min: 1,
        },
        {
          id: 'MedicinalProductDefinition.attachedDocument.display',
          min: 1,
        },
        {
          id: 'MedicinalProductDefinition.contact',
          min: 1,
          max: 1,
        },
        {
          id: 'MedicinalProductDefinition.contact.contact',
          targets: ['MarketingAuthorizationHolder-who-php'],
        },
        {
          id: 'MedicinalProductDefinition.name.usage',
          min: 1,
          max: 1,
        },
        {
          id: 'MedicinalProductDefinition.name.usage.country.coding',
          min: 1,
          max: 1,
        },
        {
          id: 'MedicinalProductDefinition.name.usage.country.coding.system',
          pattern: 'urn:iso:std:iso:3166',
        },
        {
          id: 'MedicinalProductDefinition.name.usage.country.coding.code',
          min: 1,
        },
        {
          id: 'MedicinalProductDefinition.name.usage.jurisdiction.coding',
          min: 1,
          max: 1,
        },
        {
          id: 'MedicinalProductDefinition.name.usage.jurisdiction.coding.code',
          min: 1,
        },
      ],
      invariants: [
        {
          key: 'name-type-required-multiple',
          at: 'MedicinalProductDefinition',
          expression: 'name.count()=1 or name.type.exists()',
        },
      ],
    },
    {
      id: 'Ingredient-who-php',
      type: 'Ingredient',
      rows: [
        {
          id: 'Ingredient.id',
          min: 1,
        },
        {
          id: 'Ingredient.for',
          targets: ['MedicinalProductDefinition-who-php-req'],
        },
        {
          id: 'Ingredient.substance.code.concept.coding',
          max: 1,
        },
        {
          id: 'Ingredient.substance.code.concept.coding.system',
          min: 1,
        },
        {
          id: 'Ingredient.substance.code.concept.coding.code',
          min: 1,
        },
        {
          id: 'Ingredient.substance.code.concept.text',
          min: 1,
        },
        {
          id: 'Ingredient.substance.strength',
          min: 1,
          max: 1,
        },
        {
          id: 'Ingredient.substance.strength.presentation[x]',
          types: ['Ratio', 'Quantity'],
        },
      ],
      invariants: [
        {
          key: 'presentation-required',
          at: 'Ingredient',
          expression:
            'substance.strength.presentation.ofType(Ratio).exists() or substance.strength.presentation.ofType(Quantity).exists() or substance.strength.textPresentation.exists()',
        },
      ],
    },
    {
      id: 'MarketingAuthorizationHolder-who-php',
      type: 'Organization',
      rows: [
        {
          id: 'Organization.name',
          min: 1,
        },
      ],
      invariants: [],
    },
    {
      id: 'SubstanceDefinition-req',
      type: 'SubstanceDefinition',
      rows: [
        {
          id: 'SubstanceDefinition.id',
          min: 1,
        },
        {
          id: 'SubstanceDefinition.identifier',
          max: 0,
        },
        {
          id: 'SubstanceDefinition.identifier.system',
          pattern: 'http://who-umc.org/idmp/gsid',
        },
        {
          id: 'SubstanceDefinition.status',
          min: 1,
        },
        {
          id: 'SubstanceDefinition.domain',
          min: 1,
        },
        {
          id: 'SubstanceDefinition.code.code.coding',
          min: 1,
          slicedBy: 'system',
        },
        {
          id: 'SubstanceDefinition.code.code.coding.system',
          min: 1,
        },
        {
          id: 'SubstanceDefinition.code.code.coding.code',
          min: 1,
        },
        {
          id: 'SubstanceDefinition.code.code.coding:unii',
          max: 1,
        },
        {
          id: 'SubstanceDefinition.code.code.coding:unii.system',
          min: 1,
          pattern: 'https://open.fda.gov/data/unii',
        },
        {
          id: 'SubstanceDefinition.code.code.coding:unii.code',
          min: 1,
        },
        {
          id: 'SubstanceDefinition.code.code.coding:cas',
          max: 1,
        },
        {
          id: 'SubstanceDefinition.code.code.coding:cas.system',
          min: 1,
          pattern: 'http://example.org/cas',
        },
        {
          id: 'SubstanceDefinition.code.code.coding:cas.code',
          min: 1,
        },
        {
          id: 'SubstanceDefinition.code.code.coding:eusrs',
          max: 1,
        },
        {
          id: 'SubstanceDefinition.code.code.coding:eusrs.system',
          min: 1,
          pattern: 'http://example.org/eu-srs',
        },
        {
          id: 'SubstanceDefinition.code.code.coding:eusrs.code',
          min: 1,
        },
        {
          id: 'SubstanceDefinition.name',
          min: 1,
          max: 1,
        },
        {
          id: 'SubstanceDefinition.name.preferred',
          min: 1,
        },
        {
          id: 'SubstanceDefinition.name.language',
          min: 1,
          binding: 'languages',
        },
      ],
      invariants: [],
    },
  ],
  otherDefinitions: {
    'AdministrableProductDefinition-who-php': 'AdministrableProductDefinition',
    'AuthorizedOrg-who-php': 'Organization',
    'Ingredient-who-php-publish': 'Ingredient',
    'MedicinalProductDefinition-who-php-pub': 'MedicinalProductDefinition',
    'Subscription-IdmpEvent': 'Subscription',
    'SubstanceDefinition-pub': 'SubstanceDefinition',
    'Task-who-php-gsid-status': 'Task',
    'Task-who-php-phpid-status': 'Task',
    'administration-method': 'Extension',
    'basic-dose-form': 'Extension',
    'intended-site': 'Extension',
    'parent-phpid': 'Extension',
    'release-characteristics': 'Extension',
  },
  codeSystems: {
    'http://who-umc.org/idmp/CodeSystem/edqmFormParts': {
      'AME-0004': 'Administration',
      'AME-0005': 'Application',
      'AME-0006': 'Bathing',
      'AME-0007': 'Chewing',
      'AME-0008': 'Gargling',
      'AME-0010': 'Inhalation',
      'AME-0011': 'Injection',
      'AME-0012': 'Insertion',
      'AME-0013': 'Instillation',
      'AME-0014': 'Orodispersion',
      'AME-0015': 'Rinsing/washing',
      'AME-0017': 'Spraying',
      'AME-0018': 'Sucking',
      'AME-0019': 'Swallowing',
      'ISI-0021': 'Auricular',
      'ISI-0022': 'Cutaneous/Transdermal',
      'ISI-0023': 'Dental',
      'ISI-0024': 'Environmental',
      'ISI-0025': 'Extracorporeal',
      'ISI-0027': 'Intrauterine',
      'ISI-0028': 'Intravesical/Urethral',
      'ISI-0029': 'Nasal',
      'ISI-0030': 'Ocular',
      'ISI-0031': 'Oral',
      'ISI-0032': 'Oromucosal',
      'ISI-0033': 'Parenteral',
      'ISI-0034': 'Pulmonary',
      'ISI-0035': 'Rectal',
      'ISI-0036': 'Vaginal',
      'ISI-0037': 'Unknown/Miscellaneous',
      'RCA-0044': 'Delayed',
      'RCA-0045': 'Prolonged',
      'RCA-0046': 'Modified',
      'RCA-0047': 'Conventional',
      'RCA-0048': 'Unknown',
      'BDF-0049': 'Block',
      'BDF-0050': 'Cachet',
      'BDF-0051': 'Capsule',
      'BDF-0052': 'Film',
      'BDF-0053': 'Granules',
      'BDF-0054': 'Gum',
      'BDF-0055': 'Implant',
      'BDF-0056': 'Impregnated material',
      'BDF-0058': 'Lozenge',
      'BDF-0059': 'Lyophilisate',
      'BDF-0060': 'Pastille',
      'BDF-0061': 'Patch',
      'BDF-0063': 'Pessary',
      'BDF-0064': 'Pillules',
      'BDF-0066': 'Powder',
      'BDF-0067': 'Stick',
      'BDF-0068': 'Suppository',
      'BDF-0069': 'Tablet',
      'BDF-0070': 'Tea',
      'BDF-0071': 'Cream',
      'BDF-0072': 'Foam',
      'BDF-0073': 'Gel',
      'BDF-0074': 'Ointment',
      'BDF-0075': 'Paste',
      'BDF-0076': 'Poultice',
      'BDF-0077': 'Collodion',
      'BDF-0080': 'Emulsion',
      'BDF-0081': 'Lacquer',
      'BDF-0082': 'Liquid',
      'BDF-0083': 'Solution',
      'BDF-0084': 'Solvent',
      'BDF-0085': 'Suspension',
      'BDF-0087': 'Medicinal gas',
      'BDF-0088': 'Insert',
      'BDF-0093': 'Shampoo',
      'BDF-0095': 'System',
      'BDF-0102': 'Pouch',
      'BDF-0103': 'Cement',
      'ISI-0105': 'Endocervical',
      'ISI-0106': 'Gastric',
      'ISI-0107': 'Gastroenteral',
      'ISI-0108': 'Intestinal',
      'ISI-0109': 'Intraperitoneal',
      'AME-0111': 'Burning',
      'AME-0112': 'Dialysis',
      'AME-0113': 'Implantation',
      'BDF-0114': 'Herbal material (unprocessed)',
      'BDF-0115': 'Live animal',
    },
    'http://who-umc.org/idmp/CodeSystem/jurisdiction': {
      EU: 'European Union',
    },
    'http://who-umc.org/idmp/CodeSystem/pdfCharacteristics': {
      BDF: 'Basic Dose Form',
      AME: 'Administration Method',
      ISI: 'Intended Site',
      RCA: 'Release Characteristics',
    },
    'http://who-umc.org/idmp/CodeSystem/php-level': {
      PhPIDLevel1: 'Level 1',
      PhPIDLevel2: 'Level 2',
      PhPIDLevel3: 'Level 3',
      PhPIDLevel4: 'Level 4',
    },
    'http://who-umc.org/idmp/CodeSystem/task-input-type': {
      'mpd-request-resource': 'Medicinal Product for PhPID request',
      'ingredient-request-resource': 'Ingredient for PhPID request',
      'organization-request-resource': 'Marketing Auth Holder for PhPID request',
      'substance-request-resource': 'Data for substance request',
    },
    'http://who-umc.org/idmp/CodeSystem/task-output-type': {
      phpid: 'PhPID',
      whodrugid: 'Medicinal Product (WHODrug) ID',
      gsid: 'GSID',
    },
    'http://who-umc.org/idmp/CodeSystem/task-request-code': {
      'phpid-request': 'Code for PhPID request',
      'gsid-request': 'Code for GSID request',
    },
    'http://who-umc.org/idmp/CodeSystem/strengthUnit': {
      IU: 'arbitrary international unit',
    },
  },
  valueSets: {
    'http://who-umc.org/idmp/ValueSet/phpid-task-input-type': [
      'http://who-umc.org/idmp/CodeSystem/task-input-type|mpd-request-resource',
      'http://who-umc.org/idmp/CodeSystem/task-input-type|ingredient-request-resource',
      'http://who-umc.org/idmp/CodeSystem/task-input-type|organization-request-resource',
    ],
    'http://who-umc.org/idmp/ValueSet/requestStatus': [
      'http://hl7.org/fhir/task-status|requested',
      'http://hl7.org/fhir/task-status|accepted',
      'http://hl7.org/fhir/task-status|in-progress',
      'http://hl7.org/fhir/task-status|rejected',
      'http://hl7.org/fhir/task-status|completed',
    ],
  },
};
