import { createHash } from 'node:crypto';
import type { Edition, IdentifierShape } from '../editions/index.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Makes an identifier of this shape from its parts: the same parts give the same one, in every process. */
function identifier({ prefix, length, alphabet }: IdentifierShape, parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  const characters =
    alphabet === 'hexadecimal'
      ? digest.toString('hex').toUpperCase().slice(0, length)
      : [...digest.subarray(0, length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return prefix + characters;
}

/** Makes the PhPID of these parts. */
export function phpid({ identifiers }: Edition, parts: readonly string[]): string {
  return identifier(identifiers.phpid, ['phpid', ...parts]);
}

/** Makes the GSID of a substance with this name, in upper or lower case. */
export function gsidOfName({ identifiers }: Edition, name: string): string {
  return identifier(identifiers.gsid, ['gsid', name.trim().toUpperCase()]);
}

/** Makes the id of a product record: WHODrug id in 2025, UMC product id in 2026. */
export function productId({ identifiers }: Edition, parts: readonly string[]): string {
  return identifier(identifiers.product, ['product', ...parts]);
}
