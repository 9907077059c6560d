// Made by scripts/rules-from-guide.js from the guide's definitions; do not edit.
import { edition202501 } from './table-2025-01.js';
import type { EditionTables } from './table-row.js';

/** What the definitions of edition 2025-03 demand of a request. */
export const edition202503: EditionTables = {
  name: '2025-03',
  bases: ['http://who-umc.org/idmp'],
  requests: {
    phpid: 'Task-who-php-phpid',
  },
  profiles: [
    {
      id: 'Task-who-php-phpid',
      type: 'Task',
      rows: [
        {
          id: 'Task.contained',
          min: 4,
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
          min: 4,
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
          id: 'Task.input:REGAUTH',
          min: 1,
          max: 1,
        },
        {
          id: 'Task.input:REGAUTH.type',
          pattern: {
            coding: [
              {
                system: 'http://who-umc.org/idmp/CodeSystem/task-input-type',
                code: 'regauth-request-resource',
              },
            ],
          },
          binding: 'http://who-umc.org/idmp/ValueSet/phpid-task-input-type',
        },
        {
          id: 'Task.input:REGAUTH.value[x]',
          types: ['Reference'],
          targets: ['RegulatedAuthorization'],
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
          max: 1,
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
    edition202501.profiles.find(({ id }) => id === 'Ingredient-who-php')!,
    edition202501.profiles.find(({ id }) => id === 'MarketingAuthorizationHolder-who-php')!,
  ],
  otherDefinitions: {
    'AdministrableProductDefinition-who-php': 'AdministrableProductDefinition',
    'AuthorizedOrg-who-php': 'Organization',
    'Ingredient-who-php-publish': 'Ingredient',
    'MedicinalProductDefinition-who-php-pub': 'MedicinalProductDefinition',
    'Subscription-IdmpEvent': 'Subscription',
    'SubstanceDefinition-pub': 'SubstanceDefinition',
    'Task-who-php-phpid-status': 'Task',
    'administration-method': 'Extension',
    'basic-dose-form': 'Extension',
    'intended-site': 'Extension',
    'parent-phpid': 'Extension',
    'release-characteristics': 'Extension',
  },
  codeSystems: {
    'http://who-umc.org/idmp/CodeSystem/edqmFormParts':
      edition202501.codeSystems['http://who-umc.org/idmp/CodeSystem/edqmFormParts']!,
    'http://who-umc.org/idmp/CodeSystem/jurisdiction':
      edition202501.codeSystems['http://who-umc.org/idmp/CodeSystem/jurisdiction']!,
    'http://who-umc.org/idmp/CodeSystem/pdfCharacteristics':
      edition202501.codeSystems['http://who-umc.org/idmp/CodeSystem/pdfCharacteristics']!,
    'http://who-umc.org/idmp/CodeSystem/php-level':
      edition202501.codeSystems['http://who-umc.org/idmp/CodeSystem/php-level']!,
    'http://who-umc.org/idmp/CodeSystem/task-input-type': {
      'mpd-request-resource': 'Medicinal Product for PhPID request',
      'ingredient-request-resource': 'Ingredient for PhPID request',
      'organization-request-resource': 'Marketing Auth Holder for PhPID request',
      'regauth-request-resource': 'Regulated Authorization for PhPID request',
      'substance-request-resource': 'Data for substance request',
    },
    'http://who-umc.org/idmp/CodeSystem/task-output-type':
      edition202501.codeSystems['http://who-umc.org/idmp/CodeSystem/task-output-type']!,
    'http://who-umc.org/idmp/CodeSystem/task-request-code':
      edition202501.codeSystems['http://who-umc.org/idmp/CodeSystem/task-request-code']!,
    'http://who-umc.org/idmp/CodeSystem/strengthUnit':
      edition202501.codeSystems['http://who-umc.org/idmp/CodeSystem/strengthUnit']!,
  },
  valueSets: {
    'http://who-umc.org/idmp/ValueSet/phpid-task-input-type': [
      'http://who-umc.org/idmp/CodeSystem/task-input-type|mpd-request-resource',
      'http://who-umc.org/idmp/CodeSystem/task-input-type|ingredient-request-resource',
      'http://who-umc.org/idmp/CodeSystem/task-input-type|organization-request-resource',
      'http://who-umc.org/idmp/CodeSystem/task-input-type|regauth-request-resource',
    ],
    'http://who-umc.org/idmp/ValueSet/requestStatus':
      edition202501.valueSets['http://who-umc.org/idmp/ValueSet/requestStatus']!,
  },
};
