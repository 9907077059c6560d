import { z } from 'zod';
import type { AnyResource } from '../contract/index.js';
import { text } from './primitives.js';

/** Any object with that resourceType; what is inside is judged by the edition's rules. */
export function resource<T extends { resourceType: string } = AnyResource>(
  type?: T['resourceType'],
): z.ZodType<T> {
  const resourceType = type === undefined ? text : z.literal(type);
  return z.looseObject({ resourceType }) as unknown as z.ZodType<T>;
}
