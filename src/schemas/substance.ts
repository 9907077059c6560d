import { z } from 'zod';
import type { SubstanceInput } from '../contract/index.js';
import { code, language, text, uriOr } from './primitives.js';

const CODE_SYSTEM_NAMES = ['UNII', 'CAS', 'EU-SRS'] as const;

const codeSystem = z.union([
  z.enum(CODE_SYSTEM_NAMES),
  uriOr(`must be ${CODE_SYSTEM_NAMES.join(', ')} or an absolute URI, such as http://example.org/codes`),
]);

/** Simple form of a substance. */
export const substance = z.strictObject({
  name: text,
  language,
  domain: z.enum(['Human', 'Veterinary']).optional().describe('Default: Human'),
  codes: z
    .array(z.strictObject({ system: codeSystem, code }))
    .refine((codes) => new Set(codes.map((each) => each.system)).size === codes.length, {
      message: 'must have at most one code of each system',
    })
    .optional()
    .describe('Codes of the substance in other systems, at most one of each system'),
  sources: z.array(text).optional().describe('Sources of the data: addresses or titles'),
  note: text.optional(),
}) satisfies z.ZodType<SubstanceInput>;
