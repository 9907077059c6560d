import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../context.js';
import { editionNamed } from '../editions/index.js';
import { KNOWN_STATUSES } from '../pace.js';
import type { TaskRecord } from '../store/entries.js';

const status = z.enum(KNOWN_STATUSES as [string, ...string[]]);

const paceSchema = z.union([
  z.literal('manual'),
  z.array(
    z.strictObject({
      status,
      afterSeconds: z.number().min(0).optional(),
      afterReads: z.int().min(0).optional(),
      reason: z.string().optional(),
    }),
  ),
]);

const moveSchema = z.strictObject({
  status,
  reason: z.string().optional(),
  withoutOutput: z.boolean().optional(),
});

const faultSchema = z.strictObject({
  method: z.string().default('*'),
  path: z.string().default(''),
  times: z.int().positive().default(1),
  status: z.int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  contentType: z.string().optional(),
  delaySeconds: z.number().min(0).max(600).optional(),
  dropBefore: z.boolean().optional(),
  dropAfter: z.boolean().optional(),
});

/** A wrong use of the control endpoint; answered as `{ "error": … }`. */
class ControlError extends Error {
  readonly status: number;

  constructor(httpStatus: number, message: string) {
    super(message);
    this.name = 'ControlError';
    this.status = httpStatus;
  }
}

function read<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  let value: unknown;
  try {
    value = JSON.parse(typeof request.body === 'string' ? request.body : '');
  } catch {
    throw new ControlError(400, 'The body is not JSON.');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ControlError(400, z.prettifyError(parsed.error));
  return parsed.data;
}

function summary(record: TaskRecord): object {
  const task = record.versions.at(-1);
  return {
    edition: record.edition,
    id: record.id,
    kind: record.kind,
    status: task?.status,
    owner: record.owner,
    identifiers: task?.identifier ?? [],
    reads: record.reads,
    versions: record.versions.map(({ meta, status: was, lastModified }) => ({
      versionId: meta?.versionId,
      status: was,
      lastModified,
      lastUpdated: meta?.lastUpdated,
    })),
    deleted: record.deleted,
  };
}

/** The control endpoint, for tests and demos: plain JSON, no FHIR, no key. */
export function controlRoutes(app: FastifyInstance, { store, office, faults, counts }: Context): void {
  const find = (request: FastifyRequest): TaskRecord => {
    const { edition: name, id } = request.params as { edition: string; id: string };
    const edition = editionNamed(name);
    const record = edition && store.task(edition.name, id);
    if (!record) throw new ControlError(404, `There is no Task ${name}/${id}.`);
    return office.progress(record);
  };
  const progressed = (): TaskRecord[] => store.tasks().map((record) => office.progress(record));

  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply): FastifyReply => {
    const code = error instanceof ControlError ? error.status : (error.statusCode ?? 500);
    if (code >= 500) request.log.error(error);
    return reply.code(code).send({ error: error.message });
  });

  app.get('/tasks', () => progressed().map(summary));

  app.post('/tasks/:edition/:id', (request) => {
    const record = find(request);
    const move = read(moveSchema, request);
    if (record.deleted) throw new ControlError(409, `Task ${record.id} was deleted.`);
    return summary(office.move(record, move));
  });

  app.delete('/tasks/:edition/:id', (request, reply) => {
    const { edition, id } = find(request);
    store.record({ entry: 'vanished', edition, id });
    return reply.code(204).send();
  });

  app.post('/clock', (request) => {
    const { advanceSeconds } = read(z.strictObject({ advanceSeconds: z.number().min(0) }), request);
    store.record({ entry: 'clock', offsetMs: store.clock.offsetMs + advanceSeconds * 1000 });
    return { now: new Date(store.clock.now()).toISOString(), offsetSeconds: store.clock.offsetMs / 1000 };
  });

  app.post('/pace', (request) => {
    const { pace } = read(z.strictObject({ pace: paceSchema }), request);
    store.record({ entry: 'pace', pace });
    return { pace };
  });

  app.get('/requests', () => Object.fromEntries(counts));
  app.delete('/requests', (_request, reply) => {
    counts.clear();
    return reply.code(204).send();
  });

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
