import { describe, expect, it } from '@jest/globals';
import { EDITION_NAMES, type EditionName } from '../../src/contract/index.js';
import { createDefinitionUrl, editionNamed } from '../../src/editions/index.js';

/** Facts of the guide, per edition; the sources are its code systems, its profiles and its pages. */
interface Facts {
  systems: object;
  requests: Record<string, { code: string; profile: string; inputs: string[] }>;
  outputs: Record<'phpid' | 'product', string[]>;
  levels: [level4: string, system: string];
  /** Schedule of a PhPID request, in seconds. */
  polling: [first: number, factor: number, longest: number];
  mediaType: string;
  taskSearch: string[];
}

const OLD = 'http://who-umc.org/idmp';
const POC = 'http://poc.umcterminologies.org';
const NEW = 'http://umcterminologies.org';
const UNII = 'https://open.fda.gov/data/unii';
const CAS = 'http://terminology.hl7.org/CodeSystem/CAS';
const INPUTS = ['mpd-request-resource', 'ingredient-request-resource', 'organization-request-resource'];

const systemsOf2025 = (cas: string): object => ({
  gsid: `${OLD}/gsid`,
  phpid: `${OLD}/phpid`,
  productId: `${OLD}/CodeSystem/product`,
  requestCode: `${OLD}/CodeSystem/task-request-code`,
  inputType: `${OLD}/CodeSystem/task-input-type`,
  jurisdiction: `${OLD}/CodeSystem/jurisdiction`,
  strengthUnit: `${OLD}/CodeSystem/strengthUnit`,
  unii: UNII,
  cas,
  euSrs: 'http://example.org/eu-srs',
});

const FACTS: Record<EditionName, Facts> = {
  '2025-01': {
    systems: systemsOf2025('http://example.org/cas'),
    requests: {
      phpid: {
        code: 'phpid-request',
        profile: `${OLD}/StructureDefinition/Task-who-php-phpid`,
        inputs: INPUTS,
      },
      gsid: {
        code: 'gsid-request',
        profile: `${OLD}/StructureDefinition/Task-who-php-gsid`,
        inputs: ['substance-request-resource'],
      },
    },
    outputs: { phpid: ['phpid'], product: ['whodrugid'] },
    levels: ['PhPIDLevel4', `${OLD}/StructureDefinition/parent-phpid`],
    polling: [4, 2, 1024],
    mediaType: 'application/fhir+json; fhirVersion=5.0',
    taskSearch: ['identifier', 'status'],
  },
  '2025-03': {
    systems: systemsOf2025(CAS),
    requests: {
      phpid: {
        code: 'phpid-request',
        profile: `${OLD}/StructureDefinition/Task-who-php-phpid`,
        inputs: [...INPUTS, 'regauth-request-resource'],
      },
    },
    outputs: { phpid: ['phpid'], product: ['whodrugid'] },
    levels: ['PhPIDLevel4', `${OLD}/StructureDefinition/parent-phpid`],
    polling: [4, 2, 1024],
    mediaType: 'application/fhir+json; fhirVersion=5.0',
    taskSearch: ['identifier', 'status'],
  },
  '2026-04-poc': {
    systems: {
      ...systemsOf2025(CAS),
      gsid: `${POC}/gsid`,
      phpid: `${POC}/phpid`,
      productId: `${POC}/umc-product-id`,
      requestCode: `${POC}/CodeSystem/task-request-code`,
      inputType: `${POC}/CodeSystem/task-input-type`,
      jurisdiction: `${POC}/CodeSystem/jurisdiction`,
      strengthUnit: `${POC}/CodeSystem/strengthUnit`,
    },
    requests: {
      phpid: {
        code: 'phpid-request',
        profile: `${POC}/StructureDefinition/Task-phpid-req`,
        inputs: [...INPUTS, 'regauth-request-resource'],
      },
    },
    outputs: { phpid: ['phpid'], product: ['umc-product-id', 'whodrugid'] },
    levels: ['phpid-level-4', `${POC}/StructureDefinition/parent-phpid`],
    polling: [4, 2, 1024],
    mediaType: 'application/fhir+json',
    taskSearch: ['identifier', 'status'],
  },
  '2026-05': {
    systems: {
      gsid: `${NEW}/gsid`,
      phpid: `${NEW}/phpid`,
      productId: `${NEW}/umc-product-id`,
      requestCode: `${NEW}/CodeSystem/task-request-code`,
      inputType: `${NEW}/CodeSystem/task-input-type`,
      jurisdiction: `${NEW}/CodeSystem/jurisdiction`,
      strengthUnit: `${NEW}/CodeSystem/strength-unit`,
      unii: UNII,
      cas: CAS,
      euSrs: 'http://spor.azure-api.net/sms/api/v2/SubstanceDefinition',
    },
    requests: {
      phpid: {
        code: 'phpid-request',
        profile: `${NEW}/StructureDefinition/Task-phpid-req`,
        inputs: [...INPUTS, 'regauth-request-resource'],
      },
    },
    outputs: { phpid: ['phpid'], product: ['umc-product-id'] },
    levels: ['phpid-level-4', `${NEW}/StructureDefinition/parent-phpid`],
    polling: [86_400, 1, 86_400],
    mediaType: 'application/fhir+json',
    taskSearch: ['status', '_id', '_elements', 'page', '_count', '_format'],
  },
};

describe.each(EDITION_NAMES)('edition %s', (name) => {
  const edition = editionNamed(name);
  const facts = FACTS[name];

  it('knows its name', () => {
    expect(edition.name).toBe(name);
  });

  it('has the systems of the guide', () => {
    expect(edition.systems).toEqual(facts.systems);
  });

  it('has the requests of the guide, their codes, profiles and inputs', () => {
    const requests = Object.entries(edition.requests).map(([kind, { code, profile, inputs }]) => [
      kind,
      { code, profile: createDefinitionUrl(edition, profile), inputs: inputs.map((input) => input.code) },
    ]);
    expect(Object.fromEntries(requests)).toEqual(facts.requests);
  });

  it('reads the outputs of the guide', () => {
    expect(edition.outputs).toMatchObject(facts.outputs);
  });

  it('knows four levels of a PhPID, and where parents are named', () => {
    expect([...new Set(Object.values(edition.levels))]).toEqual([1, 2, 3, 4]);
    expect(edition.levels[facts.levels[0]]).toBe(4);
    expect(createDefinitionUrl(edition, 'parent-phpid')).toBe(facts.levels[1]);
  });

  it('is polled as its page says', () => {
    const { initialSeconds, factor, maximumSeconds } = edition.requests.phpid!.polling;
    expect([initialSeconds, factor, maximumSeconds]).toEqual(facts.polling);
  });

  it('is spoken in its media type, and searched in its way', () => {
    expect(edition.mediaType).toBe(facts.mediaType);
    expect(edition.taskSearch).toEqual(facts.taskSearch);
  });
});

describe.each(EDITION_NAMES)('what the capability statement of edition %s lists for Task', (name) => {
  it('is how a lost Task is looked for, and what a client may count on', () => {
    const { conditionalCreate, taskInteractions } = editionNamed(name);
    expect(conditionalCreate).toBe(false);
    expect([...taskInteractions].sort()).toEqual(
      name === '2026-05' ? ['create', 'read', 'search-type'] : ['create', 'delete', 'read'],
    );
  });
});
