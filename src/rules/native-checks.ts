import { isUnder, type Edition } from '../editions/index.js';
import { findDefiningEditions, editionsOf } from './other-editions.js';
import { r5CodeSystems } from './r5/code-lists.js';
import { isCountry } from './r5/languages.js';
import { findNarrativeFlaw } from './r5/narrative.js';
import type { R5Element } from './r5/model.js';
import type { JsonObject, Walk } from './walk-types.js';

const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:\S/;

/** Conditions that are functions instead of FHIRPath, because they apply to many elements or need more data. */
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

/** Checks the rules of R5 for a data type that its table does not express. */
export function checkNative(walk: Walk, type: string, value: JsonObject, at: string): void {
  byType[type]?.(walk, value, at);
}

/** Checks ext-1, and that the edition allows an extension of the guide at this place. */
function checkExtension(walk: Walk, value: JsonObject, at: string): void {
  const hasValue = Object.keys(value).some((key) => /^_?value[A-Z]/.test(key));
  if (hasValue === 'extension' in value) {
    const text = 'an extension must have either a value or nested extensions, not both';
    walk.findings.error(at, 'invariant', `ext-1: ${text}`);
  }
  const { url } = value;
  // Nested extensions have short names in place of URLs.
  if (typeof url !== 'string' || /\.extension(?:\[\d+\])?\.extension/.test(at)) return;
  const { edition } = walk.rules;
  if (!ABSOLUTE.test(url)) {
    walk.findings.error(`${at}.url`, 'value', `is ${JSON.stringify(url)}; it must be an absolute URL`);
  } else if (isUnder(url, edition)) {
    checkOwnExtension(walk, url, at);
  } else if (editionsOf(url, edition).length > 0) {
    const text = `${url} belongs to edition ${editionsOf(url, edition).join(' and ')}; it does not exist in edition ${edition.name}`;
    walk.findings.warning(`${at}.url`, 'not-supported', text);
  }
}

/**
 * Reports an extension of the edition's own. In every edition they belong to an AdministrableProductDefinition (their
 * `context`).
 */
function checkOwnExtension(walk: Walk, url: string, at: string): void {
  const { edition, tables } = walk.rules;
  const id = url.slice(url.lastIndexOf('/') + 1);
  const others = findDefiningEditions(url, edition);
  if (id in tables.otherDefinitions) {
    const text = `${url} is an extension of an AdministrableProductDefinition; it is not allowed in a request`;
    walk.findings.error(at, 'structure', text);
  } else {
    const where = others.length === 0 ? 'nor does another edition' : `edition ${others.join(' and ')} does`;
    walk.findings.error(
      `${at}.url`,
      'not-found',
      `edition ${edition.name} does not define the extension ${url}; ${where}`,
    );
  }
}

/** Checks ref-1 and ref-2. */
function checkReference(walk: Walk, value: JsonObject, at: string): void {
  const { reference } = value;
  const contents = ['reference', 'identifier', 'display', 'extension', '_reference', '_display'];
  if (!contents.some((key) => key in value)) {
    walk.findings.error(
      at,
      'invariant',
      'ref-2: a reference must have a reference, an identifier or a display',
    );
  }
  if (typeof reference !== 'string' || !reference.startsWith('#')) return;
  walk.referred.add(reference);
  const isToContainer = reference === '#' && at.startsWith('Task.contained[');
  if (!isToContainer && !walk.contained.has(reference.slice(1))) {
    const text = `ref-1: the Task does not contain a resource with the id ${JSON.stringify(reference.slice(1))}; add the resource, or fix the reference`;
    walk.findings.error(at, 'invariant', text);
  }
}

/** Checks a Coding. A code of a system whose codes are all known must be one of them, independent of the binding. */
function checkCoding(walk: Walk, value: JsonObject, at: string): void {
  checkSystem(walk, value, at);
  checkKnownCode(walk, value, at);
}

/** Checks qty-3, and units of the guide's own system. */
function checkQuantity(walk: Walk, value: JsonObject, at: string): void {
  if ('code' in value && !('system' in value)) {
    walk.findings.error(at, 'invariant', 'qty-3: a quantity with a code must also have a system');
  }
  checkKnownCode(walk, value, at);
}

function checkKnownCode(walk: Walk, { system, code, display }: JsonObject, at: string): void {
  if (typeof system !== 'string') return;
  if (system === 'urn:iso:std:iso:3166' && typeof code === 'string' && !isCountry(code)) {
    const text = `is ${JSON.stringify(code)}; it must be a country of ISO 3166, such as SE, SWE or 752`;
    return walk.findings.error(`${at}.code`, 'code-invalid', text);
  }
  const { edition, tables } = walk.rules;
  const own = tables.codeSystems[system];
  const codes = own === undefined ? r5CodeSystems[system] : Object.keys(own);
  if (codes === undefined) return checkForeignSystem(walk, system, at, edition);
  if (typeof code !== 'string') return;
  if (!codes.includes(code)) {
    const text = `${system} does not have the code ${JSON.stringify(code)}; its codes include ${codes.slice(0, 12).join(', ')}`;
    walk.findings.error(`${at}.code`, 'code-invalid', text);
  } else if (
    own !== undefined &&
    typeof display === 'string' &&
    display.toLowerCase() !== own[code]!.toLowerCase()
  ) {
    const text = `is ${JSON.stringify(display)}; the guide's display of ${code} is ${JSON.stringify(own[code])}`;
    walk.findings.warning(`${at}.display`, 'value', text);
  }
}

/** Reports a code system of another edition: as an error in the type of an input, as a warning elsewhere. */
function checkForeignSystem(walk: Walk, system: string, at: string, edition: Edition): void {
  const names = editionsOf(system, edition);
  if (names.length === 0) return;
  const text = `${system} belongs to edition ${names.join(' and ')}; it does not exist in edition ${edition.name}`;
  if (/^Task\.input\[\d+\]\.type\./.test(at)) walk.findings.error(`${at}.system`, 'code-invalid', text);
  else walk.findings.warning(`${at}.system`, 'not-supported', text);
}

/** Checks that the system of a Coding or Identifier is an absolute URI. */
function checkSystem(walk: Walk, { system }: JsonObject, at: string): void {
  if (typeof system !== 'string' || ABSOLUTE.test(system)) return;
  const text = `is ${JSON.stringify(system)}; it must be an absolute URI, such as http://… or urn:oid:…`;
  walk.findings.error(`${at}.system`, 'value', text);
}

function checkNarrative(walk: Walk, { div }: JsonObject, at: string): void {
  if (typeof div !== 'string') return;
  const flaw = findNarrativeFlaw(div);
  if (flaw !== null) walk.findings.error(`${at}.div`, 'invariant', flaw);
}

/** Checks the content of a well-formed primitive value. A URI may refer to a contained resource, too (dom-3). */
export function checkPrimitiveContent(walk: Walk, { type }: R5Element, value: unknown, at: string): void {
  if (typeof value !== 'string') return;
  if (value.startsWith('#') && /^(?:canonical|uri|url)$/.test(type)) walk.referred.add(value);
  if (value.trim() === '') {
    walk.findings.warning(at, 'value', 'is blank; FHIR allows blank text, but it has no meaning');
  }
}
