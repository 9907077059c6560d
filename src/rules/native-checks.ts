import { isUnder, type Edition } from '../editions/index.js';
import { findDefiningEditions, editionsOf } from './other-editions.js';
import { r5CodeSystems } from './r5/code-lists.js';
import { isCountry } from './r5/languages.js';
import { findNarrativeFlaw } from './r5/narrative.js';
import type { R5Element } from './r5/model.js';
import type { JsonObject, Walk } from './walk-types.js';

const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:\S/;

/** Conditions that hold at so many elements, or need so much, that they are functions and not FHIRPath. */
const byType: Readonly<Record<string, (walk: Walk, value: JsonObject, at: string) => void>> = {
  Extension: checkExtension,
  Reference: checkReference,
  Coding: checkCoding,
  Quantity: checkQuantity,
  Age: checkQuantity,
  Count: checkQuantity,
  Distance: checkQuantity,
  Duration: checkQuantity,
  Narrative: checkNarrative,
  Identifier: checkSystem,
};

/** Checks what R5 says of a data type beyond its table. */
export function checkNative(walk: Walk, type: string, value: JsonObject, at: string): void {
  byType[type]?.(walk, value, at);
}

/** ext-1, and whether an extension of the guide's own is one that the edition has, and here. */
function checkExtension(walk: Walk, value: JsonObject, at: string): void {
  const hasValue = Object.keys(value).some((key) => /^_?value[A-Z]/.test(key));
  if (hasValue === 'extension' in value) {
    const text = 'an extension has either a value or extensions of its own, not both and not neither';
    walk.findings.error(at, 'invariant', `ext-1: ${text}`);
  }
  const { url } = value;
  // Extensions within extensions have short names.
  if (typeof url !== 'string' || /\.extension(?:\[\d+\])?\.extension/.test(at)) return;
  const { edition } = walk.rules;
  if (!ABSOLUTE.test(url)) {
    walk.findings.error(`${at}.url`, 'value', `is ${JSON.stringify(url)}, and has to be an absolute URL`);
  } else if (isUnder(url, edition)) {
    checkOwnExtension(walk, url, at);
  } else if (editionsOf(url, edition).length > 0) {
    const text = `${url} belongs to edition ${editionsOf(url, edition).join(' and ')}: edition ${edition.name} does not know it`;
    walk.findings.warning(`${at}.url`, 'not-supported', text);
  }
}

/** The guide's extensions belong to its AdministrableProductDefinition, in every edition (their `context`). */
function checkOwnExtension(walk: Walk, url: string, at: string): void {
  const { edition, tables } = walk.rules;
  const id = url.slice(url.lastIndexOf('/') + 1);
  const others = findDefiningEditions(url, edition);
  if (id in tables.otherDefinitions) {
    const text = `${url} is an extension of an AdministrableProductDefinition: it has no place in a request`;
    walk.findings.error(at, 'structure', text);
  } else {
    const where = others.length === 0 ? 'no edition has it' : `edition ${others.join(' and ')} has it`;
    walk.findings.error(
      `${at}.url`,
      'not-found',
      `edition ${edition.name} has no extension ${url}: ${where}`,
    );
  }
}

/** ref-1 and ref-2. */
function checkReference(walk: Walk, value: JsonObject, at: string): void {
  const { reference } = value;
  const says = ['reference', 'identifier', 'display', 'extension', '_reference', '_display'];
  if (!says.some((key) => key in value)) {
    walk.findings.error(at, 'invariant', 'ref-2: a reference has a reference, an identifier or a display');
  }
  if (typeof reference !== 'string' || !reference.startsWith('#')) return;
  walk.referred.add(reference);
  const isToContainer = reference === '#' && at.startsWith('Task.contained[');
  if (!isToContainer && !walk.contained.has(reference.slice(1))) {
    const text = `ref-1: the Task contains nothing with the id ${JSON.stringify(reference.slice(1))}: contain it, or mend the reference`;
    walk.findings.error(at, 'invariant', text);
  }
}

/** A code of a system whose codes are all known is one of them, whatever the binding. */
function checkCoding(walk: Walk, value: JsonObject, at: string): void {
  checkSystem(walk, value, at);
  checkKnownCode(walk, value, at);
}

/** qty-3, and units of the guide's own system. */
function checkQuantity(walk: Walk, value: JsonObject, at: string): void {
  if ('code' in value && !('system' in value)) {
    walk.findings.error(at, 'invariant', 'qty-3: a quantity with a code has its system, too');
  }
  checkKnownCode(walk, value, at);
}

function checkKnownCode(walk: Walk, { system, code, display }: JsonObject, at: string): void {
  if (typeof system !== 'string') return;
  if (system === 'urn:iso:std:iso:3166' && typeof code === 'string' && !isCountry(code)) {
    const text = `is ${JSON.stringify(code)}, and has to be a country of ISO 3166: SE, SWE, 752`;
    return walk.findings.error(`${at}.code`, 'code-invalid', text);
  }
  const { edition, tables } = walk.rules;
  const own = tables.codeSystems[system];
  const codes = own === undefined ? r5CodeSystems[system] : Object.keys(own);
  if (codes === undefined) return checkForeignSystem(walk, system, at, edition);
  if (typeof code !== 'string') return;
  if (!codes.includes(code)) {
    const text = `${system} has no code ${JSON.stringify(code)}: it has ${codes.slice(0, 12).join(', ')}`;
    walk.findings.error(`${at}.code`, 'code-invalid', text);
  } else if (
    own !== undefined &&
    typeof display === 'string' &&
    display.toLowerCase() !== own[code]!.toLowerCase()
  ) {
    const text = `is ${JSON.stringify(display)}: the guide calls ${code} ${JSON.stringify(own[code])}`;
    walk.findings.warning(`${at}.display`, 'value', text);
  }
}

/** A code system of another edition: an error where it types the request's inputs, a warning elsewhere. */
function checkForeignSystem(walk: Walk, system: string, at: string, edition: Edition): void {
  const names = editionsOf(system, edition);
  if (names.length === 0) return;
  const text = `${system} belongs to edition ${names.join(' and ')}: edition ${edition.name} does not know it`;
  if (/^Task\.input\[\d+\]\.type\./.test(at)) walk.findings.error(`${at}.system`, 'code-invalid', text);
  else walk.findings.warning(`${at}.system`, 'not-supported', text);
}

/** The system of a Coding or Identifier is an absolute URI. */
function checkSystem(walk: Walk, { system }: JsonObject, at: string): void {
  if (typeof system !== 'string' || ABSOLUTE.test(system)) return;
  const text = `is ${JSON.stringify(system)}, and has to be an absolute URI: http://…, urn:oid:…`;
  walk.findings.error(`${at}.system`, 'value', text);
}

function checkNarrative(walk: Walk, { div }: JsonObject, at: string): void {
  if (typeof div !== 'string') return;
  const flaw = findNarrativeFlaw(div);
  if (flaw !== null) walk.findings.error(`${at}.div`, 'invariant', flaw);
}

/** What a primitive value says beyond its form: URIs may lead to contained resources, too (dom-3). */
export function checkPrimitiveContent(walk: Walk, { type }: R5Element, value: unknown, at: string): void {
  if (typeof value !== 'string') return;
  if (value.startsWith('#') && /^(?:canonical|uri|url)$/.test(type)) walk.referred.add(value);
  if (value.trim() === '') {
    walk.findings.warning(at, 'value', 'is blank: FHIR allows it, and nobody can read it');
  }
}
