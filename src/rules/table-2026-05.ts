// Made by scripts/rules-from-guide.js from the guide's definitions; do not edit.

import type { EditionTables } from './table-row.js';

/** What the definitions of edition 2026-05 demand of a request. */
export const edition202605: EditionTables = {
  name: '2026-05',
  bases: [
    'http://umcterminologies.org',
    'https://build.fhir.org/ig/Uppsala-Monitoring-Centre/WHO-UMC-IDMP-Service',
  ],
  requests: {
    phpid: 'Task-phpid-req',
  },
  profiles: [
    {
      id: 'Task-phpid-req',
      type: 'Task',
      rows: [
        {
          id: 'Task.contained',
          min: 4,
        },
        {
          id: 'Task.status',
          pattern: 'requested',
          binding: 'http://umcterminologies.org/ValueSet/request-status',
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
                system: 'http://umcterminologies.org/CodeSystem/task-request-code',
                code: 'phpid-request',
              },
            ],
          },
          binding: 'http://umcterminologies.org/ValueSet/task-request-code',
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
                system: 'http://umcterminologies.org/CodeSystem/task-input-type',
                code: 'mpd-request-resource',
              },
            ],
          },
          binding: 'http://umcterminologies.org/ValueSet/phpid-task-input-type',
        },
        {
          id: 'Task.input:MPD.value[x]',
          types: ['Reference'],
          targets: ['MedicinalProductDefinition-req'],
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
                system: 'http://umcterminologies.org/CodeSystem/task-input-type',
                code: 'ingredient-request-resource',
              },
            ],
          },
          binding: 'http://umcterminologies.org/ValueSet/phpid-task-input-type',
        },
        {
          id: 'Task.input:ING.value[x]',
          types: ['Reference'],
          targets: ['Ingredient-req'],
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
                system: 'http://umcterminologies.org/CodeSystem/task-input-type',
                code: 'organization-request-resource',
              },
            ],
          },
          binding: 'http://umcterminologies.org/ValueSet/phpid-task-input-type',
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
                system: 'http://umcterminologies.org/CodeSystem/task-input-type',
                code: 'regauth-request-resource',
              },
            ],
          },
          binding: 'http://umcterminologies.org/ValueSet/phpid-task-input-type',
        },
        {
          id: 'Task.input:REGAUTH.value[x]',
          types: ['Reference'],
          targets: ['RegulatedAuthorization-phpid-req'],
        },
      ],
      invariants: [],
    },
    {
      id: 'MedicinalProductDefinition-req',
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
          id: 'MedicinalProductDefinition.classification.coding',
          min: 1,
          max: 1,
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
          id: 'MedicinalProductDefinition.name.usage.jurisdiction.coding.system',
          pattern: 'http://umcterminologies.org/CodeSystem/jurisdiction',
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
      id: 'Ingredient-req',
      type: 'Ingredient',
      rows: [
        {
          id: 'Ingredient.id',
          min: 1,
        },
        {
          id: 'Ingredient.for',
          min: 1,
          targets: ['MedicinalProductDefinition-req'],
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
        {
          id: 'Ingredient.substance.strength.referenceStrength',
          max: 1,
        },
        {
          id: 'Ingredient.substance.strength.referenceStrength.substance.concept.coding',
          max: 1,
        },
        {
          id: 'Ingredient.substance.strength.referenceStrength.substance.concept.coding.system',
          min: 1,
          pattern: 'http://umcterminologies.org/gsid',
        },
        {
          id: 'Ingredient.substance.strength.referenceStrength.substance.concept.coding.code',
          min: 1,
        },
        {
          id: 'Ingredient.substance.strength.referenceStrength.strength[x]',
          types: ['Quantity'],
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
      id: 'RegulatedAuthorization-phpid-req',
      type: 'RegulatedAuthorization',
      rows: [
        {
          id: 'RegulatedAuthorization.subject',
          min: 1,
          max: 1,
          targets: ['MedicinalProductDefinition-req'],
        },
        {
          id: 'RegulatedAuthorization.holder',
          min: 1,
        },
      ],
      invariants: [],
    },
  ],
  otherDefinitions: {
    'AdministrableProductDefinition-pub': 'AdministrableProductDefinition',
    'Ingredient-phpid-pub': 'Ingredient',
    'MedicinalProductDefinition-pub': 'MedicinalProductDefinition',
    'SubstanceDefinition-pub': 'SubstanceDefinition',
    'Task-phpid-pub': 'Task',
    'administration-method': 'Extension',
    'basic-dose-form': 'Extension',
    'intended-site': 'Extension',
    'parent-phpid': 'Extension',
    'release-characteristics': 'Extension',
  },
  codeSystems: {
    'http://umcterminologies.org/CodeSystem/jurisdiction': {
      EU: 'European Union',
    },
    'http://umcterminologies.org/CodeSystem/phpid-level': {
      'phpid-level-1': 'Level 1',
      'phpid-level-2': 'Level 2',
      'phpid-level-3': 'Level 3',
      'phpid-level-4': 'Level 4',
    },
    'http://umcterminologies.org/CodeSystem/strength-unit': {
      DF: 'dosage form',
      'q.s.': 'q.s.',
      units: 'units',
      'units/L': 'Units per litre',
      'Infec unit': 'Infectious units',
      LD50: 'Lethal dose 50%',
      OU: 'Opacity units',
      'Viabl unit': 'Viable units',
      'Infec unit/mL': 'Infectious units per millilitre',
      'units/g': 'Units per gram',
      'units/mL': 'Units per millilitre',
      genome: 'Genome',
      'genome/mL': 'Genome per millilitre',
    },
    'http://umcterminologies.org/CodeSystem/substance-name-authority': {
      UT: 'UMC Terminologies',
    },
    'http://umcterminologies.org/CodeSystem/task-input-type': {
      'mpd-request-resource': 'Medicinal Product for PhPID request',
      'ingredient-request-resource': 'Ingredient for PhPID request',
      'organization-request-resource': 'Marketing Auth Holder for PhPID request',
      'regauth-request-resource': 'Regulated Authorization for PhPID request',
    },
    'http://umcterminologies.org/CodeSystem/task-output-type': {
      phpid: 'PhPID',
      'umc-product-id': 'UMC Product ID',
      gsid: 'GSID',
    },
    'http://umcterminologies.org/CodeSystem/task-request-code': {
      'phpid-request': 'Code for PhPID request',
      'gsid-request': 'Code for GSID request',
    },
  },
  valueSets: {
    'http://umcterminologies.org/ValueSet/phpid-task-input-type': [
      'http://umcterminologies.org/CodeSystem/task-input-type|mpd-request-resource',
      'http://umcterminologies.org/CodeSystem/task-input-type|ingredient-request-resource',
      'http://umcterminologies.org/CodeSystem/task-input-type|organization-request-resource',
      'http://umcterminologies.org/CodeSystem/task-input-type|regauth-request-resource',
    ],
    'http://umcterminologies.org/ValueSet/request-status': [
      'http://hl7.org/fhir/task-status|requested',
      'http://hl7.org/fhir/task-status|accepted',
      'http://hl7.org/fhir/task-status|in-progress',
      'http://hl7.org/fhir/task-status|rejected',
      'http://hl7.org/fhir/task-status|completed',
    ],
    'http://umcterminologies.org/ValueSet/task-request-code': [
      'http://umcterminologies.org/CodeSystem/task-request-code|phpid-request',
      'http://umcterminologies.org/CodeSystem/task-request-code|gsid-request',
    ],
  },
};
