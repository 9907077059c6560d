import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { read } from './input.js';

const seconds = z.number().min(0).max(600).optional();

const faultSchema = z.strictObject({
  method: z.string().default('*'),
  path: z.string().default(''),
  times: z.int().positive().default(1),
  status: z.int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  contentType: z.string().optional(),
  holdBeforeSeconds: seconds,
  delaySeconds: seconds,
  dropBefore: z.boolean().optional(),
  dropAfter: z.boolean().optional(),
  staleSince: z.iso.datetime({ offset: true }).optional(),
});

/** Routes of faults, and of measurements for tests: faults left, requests held, their number and rate. */
export function controlFaultRoutes(app: FastifyInstance, { faults, counts, arrivals }: Context): void {
  app.get('/requests', () => Object.fromEntries(counts));
  app.delete('/requests', (_request, reply) => {
    counts.clear();
    return reply.code(204).send();
  });

  app.get('/rate', () => arrivals.rate());
  app.delete('/rate', (_request, reply) => {
    arrivals.clear();
    return reply.code(204).send();
  });

  app.get('/held', () => faults.held.list());

  app.get('/faults', () => faults.list());
  app.post('/faults', (request) => {
    const asked = read(z.union([z.array(faultSchema), faultSchema]), request);
    faults.add(Array.isArray(asked) ? asked : [asked]);
    return faults.list();
  });
  app.delete('/faults', (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}
