import { describe, expect, it } from '@jest/globals';
import type { IngredientSubstanceStrength, Task } from 'fhir/r5';
import { productIn } from '../../../sandbox/desk/product.js';
import { referenceLine, strengthLines } from '../../../sandbox/desk/strength.js';
import { substanceIn } from '../../../sandbox/desk/substance.js';
import type { Fact } from '../../../sandbox/desk/words.js';
import { EDITION_NAMES, type EditionName } from '../../../sandbox/editions/index.js';
import type { JsonObject } from '../../../sandbox/json.js';
import { changed, type Change } from '../support/drafts.js';
import { goodGsidTask, goodPhpidTask } from '../support/good-tasks.js';

const taskOf = (draft: JsonObject): Task => draft as unknown as Task;
const mg = (value: number) => ({ value, unit: 'mg' });
const per = (value: number, denominator: { value: number; unit: string }) => ({
  numerator: mg(value),
  denominator,
});
const tablet = { value: 1, unit: 'tablet' };
const mL = { value: 1, unit: 'mL' };

/** Lists facts as `label: value (remark)`. */
function lines(facts: readonly Fact[] | undefined): string[] {
  return (facts ?? []).map(({ label, values }) => {
    const all = values.map(({ text, note }) => (note === undefined ? text : `${text} (${note})`));
    return `${label}: ${all.join('; ')}`;
  });
}

describe('a strength in words', () => {
  it.each<[string, IngredientSubstanceStrength, string[]]>([
    ['an amount', { presentationQuantity: mg(500) }, ['500 mg']],
    ['an amount per unit', { presentationRatio: per(500, tablet) }, ['500 mg per 1 tablet']],
    [
      'a range',
      { presentationRatioRange: { lowNumerator: mg(450), highNumerator: mg(500), denominator: tablet } },
      ['450 mg to 500 mg per 1 tablet'],
    ],
    ['a unit that is coded alone', { presentationQuantity: { value: 5, code: '[iU]' } }, ['5 [iU]']],
    ['a bound', { presentationQuantity: { ...mg(2), comparator: '<' } }, ['< 2 mg']],
    ['a text', { textPresentation: 'q.s.' }, ['q.s.']],
    [
      'an amount beside a text that says the same',
      { presentationQuantity: mg(5), textPresentation: '5 mg' },
      ['5 mg'],
    ],
    [
      'an amount beside a text that reads otherwise',
      { presentationQuantity: mg(5), textPresentation: 'five' },
      ['5 mg (written “five”)'],
    ],
    [
      'presentation and concentration',
      { presentationQuantity: mg(50), concentrationRatio: per(10, mL) },
      ['50 mg', '10 mg per 1 mL (concentration)'],
    ],
    ['a concentration as text', { textConcentration: '1 %' }, ['1 % (concentration)']],
    ['nothing', {}, []],
  ])('%s', (_what, strength, expected) => {
    const read = strengthLines(strength).map(({ text, note }) => (note ? `${text} (${note})` : text));
    expect(read).toEqual(expected);
  });

  it('of another substance names that one', () => {
    const substance = { concept: { text: 'Methotrexate' } };
    expect(referenceLine({ substance, strengthQuantity: mg(2.5) })?.text).toBe('2.5 mg of Methotrexate');
    expect(referenceLine({ substance, strengthRatio: per(2.5, tablet) })?.text).toBe(
      '2.5 mg per 1 tablet of Methotrexate',
    );
  });
});

describe('a product as a pharmacist reads it', () => {
  const read = (edition: EditionName, ...changes: Change[]) =>
    productIn(taskOf(changed(goodPhpidTask(edition), ...changes)));

  it.each<EditionName>([...EDITION_NAMES])('has its name, form, holder and ingredients in %s', (edition) => {
    const product = read(edition);
    expect(product).toMatchObject({ name: 'Quietol', holders: ['Quiet Ltd'] });
    expect(lines(product?.facts)).toEqual([
      'Name: Quietol (Swedish, SWE, European Union)',
      'Identifier: MPID-7 (urn:test:mpid)',
      'Dose form: tablet',
      'For: Human',
      'Holder: Quiet Ltd',
      'Documents: Leaflet 7',
    ]);
    expect(product?.ingredients).toEqual([
      { substance: { text: 'Sleepine' }, role: 'Active', strength: [{ text: '2.5 mg' }], reference: [] },
    ]);
  });

  it.each<[string, Change, string]>([
    [
      'a coded dose form with its code',
      [
        'contained.0.combinedPharmaceuticalDoseForm',
        { text: 'Oral solution', coding: [{ system: 'http://standardterms.edqm.eu', code: '10105000' }] },
      ],
      'Dose form: Oral solution (EDQM 10105000)',
    ],
    [
      'routes',
      ['contained.0.route', [{ text: 'Oral use' }, { text: 'Enteral use' }]],
      'Route: Oral use; Enteral use',
    ],
    [
      'a class that is a code alone',
      ['contained.0.classification', [{ coding: [{ system: 'http://www.whocc.no/atc', code: 'N05BA' }] }]],
      'Classification: N05BA (ATC)',
    ],
    [
      'where it is authorized',
      ['contained.3.region', [{ coding: [{ code: 'SE' }] }, { text: 'EEA' }]],
      'Authorized in: Sweden, EEA',
    ],
    [
      'the number of the authorization',
      ['contained.3.identifier', [{ system: 'urn:test:numbers', value: 'MA 7' }]],
      'Authorization: MA 7 (urn:test:numbers)',
    ],
    [
      'since when the authorization stands',
      ['contained.3.statusDate', '2024-05-01'],
      'Authorization status: active (since 2024-05-01)',
    ],
    [
      'how long it is valid',
      ['contained.3.validityPeriod', { start: '2024-05-01', end: '2029-04-30' }],
      'Authorization valid: 2024-05-01 to 2029-04-30',
    ],
    ['who regulates it', ['contained.3.regulator', { display: 'MPA' }], 'Regulator: MPA'],
    [
      'the number of the holder',
      ['contained.2.identifier', [{ system: 'urn:test:orgs', value: 'ORG-7' }]],
      'Holder: Quiet Ltd (ORG-7)',
    ],
    [
      'who makes an ingredient',
      ['contained.1.manufacturer', [{ manufacturer: { reference: '#holder' } }]],
      'Manufacturer: Quiet Ltd',
    ],
  ])('has %s', (_what, change, expected) => {
    const status: Change = ['contained.3.status', { text: 'active' }];
    expect(lines(read('2026-05', status, change)?.facts)).toContain(expected);
  });

  it('names the GSID of a substance, its role and its reference strength', () => {
    const code = {
      text: 'Sleepine sodium',
      coding: [{ system: 'http://umcterminologies.org/gsid', code: 'UTG1' }],
    };
    const referenceStrength = [{ substance: { concept: { text: 'Sleepine' } }, strengthQuantity: mg(2.2) }];
    const product = read(
      '2026-05',
      ['contained.1.substance.code.concept', code],
      ['contained.1.role.coding.0.code', '100000072082'],
      ['contained.1.substance.strength.0.referenceStrength', referenceStrength],
    );
    expect(product?.ingredients).toEqual([
      {
        substance: { text: 'Sleepine sodium', note: 'GSID UTG1' },
        role: 'Excipient',
        strength: [{ text: '2.5 mg' }],
        reference: [{ text: '2.2 mg of Sleepine' }],
      },
    ]);
  });

  it('is none where a Task contains none', () => {
    expect(productIn(taskOf(goodGsidTask()))).toBeNull();
  });
});

describe('a substance as a chemist reads it', () => {
  it('has its names, codes and structure', () => {
    const structure = {
      molecularFormula: 'C9H8O4',
      representation: [{ format: { text: 'SMILES' }, representation: 'CC(=O)OC1=CC=CC=C1C(=O)O' }],
    };
    const draft = changed(
      goodGsidTask('Sleepine'),
      ['contained.0.structure', structure],
      ['contained.0.molecularWeight', [{ amount: { value: 180.16, unit: 'g/mol' } }]],
      ['contained.0.note', [{ text: 'First described in 2024' }]],
    );
    expect(lines(substanceIn(taskOf(draft))?.facts)).toEqual([
      'Name: Sleepine (preferred, English)',
      'Code: UNII1 (UNII)',
      'Molecular formula: C9H8O4',
      'Molecular weight: 180.16 g/mol',
      'Structure: CC(=O)OC1=CC=CC=C1C(=O)O (SMILES)',
      'For: Human',
      'Note: First described in 2024',
    ]);
  });
});
