import { createHash } from 'node:crypto';
import type { Edition, EditionName } from '../editions/index.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function digest(parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

/** Letters and digits that follow from the parts: the same parts give the same ones, in every process. */
function letters(length: number, parts: readonly string[]): string {
  return [...digest(parts).subarray(0, length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

function hex(length: number, parts: readonly string[]): string {
  return digest(parts).toString('hex').slice(0, length).toUpperCase();
}

interface Shapes {
  phpid(parts: readonly string[]): string;
  gsid(parts: readonly string[]): string;
  product(parts: readonly string[]): string;
}

const OF_2025: Shapes = {
  phpid: (parts) => hex(32, ['phpid', ...parts]),
  gsid: (parts) => `GSID${letters(13, ['gsid', ...parts])}`,
  product: (parts) => hex(12, ['product', ...parts]),
};

/** Identifiers look like those in the examples of each edition. */
const SHAPES: Record<EditionName, Shapes> = {
  '2025-01': OF_2025,
  '2025-03': OF_2025,
  '2026-05': {
    phpid: (parts) => `UTPHPID${letters(14, ['phpid', ...parts])}`,
    gsid: (parts) => `UTGSID${letters(13, ['gsid', ...parts])}`,
    product: (parts) => `UMCPID${letters(16, ['product', ...parts])}`,
  },
};

/** The PhPID of these parts. */
export function phpid(edition: Edition, parts: readonly string[]): string {
  return SHAPES[edition.name].phpid(parts);
}

/** The GSID that a substance of this name gets; upper and lower case make no other substance. */
export function gsidOfName(edition: Edition, name: string): string {
  return SHAPES[edition.name].gsid([name.trim().toUpperCase()]);
}

/** The id of a product record: WHODrug id in 2025, UMC product id in 2026. */
export function productId(edition: Edition, parts: readonly string[]): string {
  return SHAPES[edition.name].product(parts);
}
