import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import type { Quantity } from 'fhir/r5';
import type { QuantityInput } from '../contract/index.js';
import type { Edition } from '../editions/index.js';

const UCUM = 'http://unitsofmeasure.org';

/** Units as pharmacists write them → UCUM. Only spellings with one meaning; UCUM's own codes need no entry. */
const SPELLINGS: Readonly<Record<string, string>> = {
  IU: '[iU]',
  'IU/mL': '[iU]/mL',
  'IU/ml': '[iU]/mL',
  kIU: 'k[iU]',
  mcg: 'ug',
  '\u00b5g': 'ug',
  '\u03bcg': 'ug',
  'mcg/mL': 'ug/mL',
  '\u00b5L': 'uL',
  '\u03bcL': 'uL',
  mEq: 'meq',
};

/**
 * An amount as FHIR has it. The unit is coded in the edition's own system or in UCUM where it has one code there;
 * otherwise it stays text, since a made-up code would be worse than none.
 */
export function quantityOf(input: QuantityInput, edition: Edition): Quantity {
  return { value: Number(input.value), unit: input.unit, ...unitCoding(input.unit, edition) };
}

function unitCoding(unit: string, edition: Edition): Pick<Quantity, 'system' | 'code'> {
  const own = edition.ownUnits[unit];
  if (own !== undefined) return { system: edition.systems.strengthUnit, code: own };
  const code = SPELLINGS[unit] ?? unit;
  return isUcum(code) ? { system: UCUM, code } : {};
}

function isUcum(code: string): boolean {
  // The library looks for near misses (`L` for `l`), too: only what it takes as it stands counts.
  return UcumLhcUtils.getInstance().validateUnitString(code).status === 'valid';
}
