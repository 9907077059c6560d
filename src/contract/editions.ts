/** Editions of the WHO-UMC IDMP guide that this worker supports. */
export const EDITION_NAMES = ['2025-01', '2025-03', '2026-04-poc', '2026-05'] as const;
/** One of {@link EDITION_NAMES}. */
export type EditionName = (typeof EDITION_NAMES)[number];

/** Kinds of request: a PhPID (ISO 11616) of a product, or a GSID (ISO 11238) of a substance. */
export const KINDS = ['phpid', 'gsid'] as const;
/** Kind of a request: one of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];
/** Names of the kinds for readers. */
export const KIND_NAMES: Readonly<Record<Kind, string>> = { phpid: 'PhPID', gsid: 'GSID' };
