import { z } from 'zod';
import type { AnyResource } from '../contract/index.js';
import { text } from './primitives.js';

/** Creates a schema of any object with that resourceType. The edition's rules check its content. */
export function resource<T extends { resourceType: string } = AnyResource>(
  type?: T['resourceType'],
): z.ZodType<T> {
  const resourceType = type === undefined ? text : z.literal(type);
  return z.looseObject({ resourceType }) as unknown as z.ZodType<T>;
}
