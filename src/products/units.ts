import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import type { Quantity } from 'fhir/r5';
import type { QuantityInput } from '../contract/index.js';
import { decimal } from '../json/decimals.js';
import type { Edition } from '../editions/index.js';

const UCUM = 'http://unitsofmeasure.org';

/** Spellings of units that pharmacists use → UCUM. Only spellings with one meaning; UCUM's own codes need no entry. */
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
 * Creates a FHIR Quantity of an amount. The unit is coded in the edition's own system or in UCUM if it has one code there.
 * Otherwise it remains text, because a guessed code may be wrong.
 */
export function createQuantity(input: QuantityInput, edition: Edition): Quantity {
  return { value: decimal(String(input.value)), unit: input.unit, ...codeUnit(input.unit, edition) };
}

function codeUnit(unit: string, edition: Edition): Pick<Quantity, 'system' | 'code'> {
  const own = Object.hasOwn(edition.ownUnits, unit) ? edition.ownUnits[unit] : undefined;
  if (own !== undefined) return { system: edition.systems.strengthUnit, code: own };
  const code = (Object.hasOwn(SPELLINGS, unit) ? SPELLINGS[unit] : undefined) ?? unit;
  return isUcum(code) && !isOverlarge(code) ? { system: UCUM, code } : {};
}

function isUcum(code: string): boolean {
  // The library prints to stdout about blanks, and treats the names of Object.prototype's members as units.
  if (/\s/.test(code) || code in {}) return false;
  // The library also suggests similar units (`L` for `l`). Only an exact unit is accepted.
  return UcumLhcUtils.getInstance().validateUnitString(code).status === 'valid';
}

/**
 * Units of UCUM that are not used for medicines: tonnes, megalitres, gauss. A caller who writes `MG` in capitals means
 * milligrams, so the unit remains text without a code.
 */
const OVERLARGE = new Set(['MG', 'Mg', 'mG', 'G', 'Gm', 'PG', 'Pg', 'ML', 'Ml', 'Mmol', 'Meq', 'MCi']);

function isOverlarge(code: string): boolean {
  return code.split(/[./]/).some((part) => OVERLARGE.has(part));
}
