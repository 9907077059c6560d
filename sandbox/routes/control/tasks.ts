import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { KNOWN_STATUSES } from '../../pace.js';
import type { TaskRecord } from '../../store/entries.js';
import { isFinal } from '../../tasks/aborts.js';
import { ControlError, read, taskNamedIn } from './input.js';

/** A status that a Task may be told to become. */
export const statusSchema = z.enum(KNOWN_STATUSES as [string, ...string[]]);

const moveSchema = z.strictObject({
  status: statusSchema,
  reason: z.string().optional(),
  withoutOutput: z.boolean().optional(),
});

function summary(record: TaskRecord): object {
  const task = record.versions.at(-1);
  return {
    edition: record.edition,
    id: record.id,
    kind: record.kind,
    focus: record.focus,
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

/** The people's desk: every Task, moved on or made to vanish by hand. */
export function controlTaskRoutes(app: FastifyInstance, context: Context): void {
  const { store, office } = context;
  app.get('/tasks', () => store.tasks.all().map((record) => summary(office.progress(record))));

  app.post('/tasks/:edition/:id', (request) => {
    const record = taskNamedIn(context, request);
    const move = read(moveSchema, request);
    if (record.deleted) throw new ControlError(409, `Task ${record.id} was deleted.`);
    // The effect of a granted abort on its Task cannot be undone.
    if (record.kind === 'abort' && isFinal(record)) {
      throw new ControlError(409, `Task ${record.id} requests an abort, which was already decided.`);
    }
    return summary(office.move(record, move));
  });

  app.delete('/tasks/:edition/:id', (request, reply) => {
    const { edition, id } = taskNamedIn(context, request);
    store.record({ entry: 'vanished', edition, id });
    return reply.code(204).send();
  });
}
