import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Abilities } from '../../abilities.js';
import type { Context } from '../../context.js';
import { read } from './input.js';
import { statusSchema } from './tasks.js';

const paceSchema = z.strictObject({
  pace: z.union([
    z.literal('manual'),
    z.array(
      z.strictObject({
        status: statusSchema,
        afterSeconds: z.number().min(0).optional(),
        afterReads: z.int().min(0).optional(),
        reason: z.string().optional(),
      }),
    ),
  ]),
});

const abilitiesSchema = z
  .strictObject({
    delete: z.boolean(),
    update: z.boolean(),
    abort: z.boolean(),
    conditionalCreate: z.boolean(),
    searchByFocus: z.boolean(),
    searchByTime: z.boolean(),
  } satisfies Record<keyof Abilities, z.ZodBoolean>)
  .partial();

/** Time, the paces of the Tasks that come, and what the service can do: all of it remembered. */
export function controlSettingsRoutes(app: FastifyInstance, { store }: Context): void {
  app.post('/clock', (request) => {
    const { advanceSeconds } = read(z.strictObject({ advanceSeconds: z.number().min(0) }), request);
    store.record({ entry: 'clock', offsetMs: store.clock.offsetMs + advanceSeconds * 1000 });
    return { now: new Date(store.clock.now()).toISOString(), offsetSeconds: store.clock.offsetMs / 1000 };
  });

  for (const entry of ['pace', 'abort-pace'] as const) {
    app.post(`/${entry}`, (request) => {
      const { pace } = read(paceSchema, request);
      store.record({ entry, pace });
      return { pace };
    });
  }

  app.get('/abilities', () => store.settings.abilities);
  app.post('/abilities', (request) => {
    const changes = read(abilitiesSchema, request);
    store.record({ entry: 'abilities', abilities: { ...store.settings.abilities, ...changes } });
    return store.settings.abilities;
  });
}
