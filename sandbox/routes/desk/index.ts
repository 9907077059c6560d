import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { actionsFor } from '../../desk/actions.js';
import { EDITION_NAMES, type EditionName } from '../../editions/index.js';
import { detailOf, type Detail } from '../../desk/detail.js';
import { listTasks, type TaskList } from '../../desk/list.js';
import { News } from '../../desk/news.js';
import { Workers, type WorkMode } from '../../desk/work-mode.js';
import { answerErrors, ControlError, read, taskNamedIn } from '../control/input.js';
import { assertOwnPage } from './access.js';
import { pageRoutes } from './page.js';

const filterSchema = z.object({
  status: z.string().optional(),
  kind: z.enum(['phpid', 'gsid', 'abort']).optional(),
  edition: z.string().optional(),
  text: z.string().optional(),
});

const actionSchema = z.strictObject({ action: z.string(), reason: z.string().optional() });
const workSchema = z.strictObject({ byHand: z.boolean() });

/** The content of the desk's list, with the sandbox's time, from which ages are counted. */
interface Overview extends TaskList {
  now: string;
  work: WorkMode;
  /** Editions to filter by, the newest first. */
  editions: EditionName[];
}

/** The desk of the people behind the service: a page, and the plain JSON that it reads and sends. */
export function deskRoutes(app: FastifyInstance, context: Context): void {
  const { store, office } = context;
  const workers = new Workers(store);
  pageRoutes(app);
  newsRoute(app, context);
  answerErrors(app);
  app.addHook('preHandler', (request, _reply, done) => {
    if (request.method === 'POST') assertOwnPage(request);
    done();
  });

  app.get('/tasks', (request): Overview => {
    const filter = filterSchema.safeParse(request.query);
    if (!filter.success) throw new ControlError(400, z.prettifyError(filter.error));
    for (const record of store.tasks.all()) office.progress(record);
    return {
      ...listTasks(store, filter.data),
      now: new Date(store.clock.now()).toISOString(),
      work: workers.mode(),
      editions: EDITION_NAMES.toReversed(),
    };
  });

  app.get('/tasks/:edition/:id', (request): Detail => detailOf(store, taskNamedIn(context, request)));

  app.post('/tasks/:edition/:id', (request): Detail => {
    const record = taskNamedIn(context, request);
    const { action: name, reason = '' } = read(actionSchema, request);
    const { deleted, kind, versions } = record;
    const status = versions.at(-1)?.status ?? '';
    const action = deleted ? undefined : actionsFor(kind, status).find((each) => each.name === name);
    if (!action) {
      const what = deleted ? 'was deleted' : `is ${status}`;
      throw new ControlError(409, `The Task ${what} by now: "${name}" is not possible any more.`);
    }
    if (action.reason === 'required' && reason.trim() === '') {
      throw new ControlError(400, `"${name}" needs a reason, which the requester reads.`);
    }
    const why = action.reason === 'required' ? reason.trim() : undefined;
    return detailOf(store, office.move(record, { status: action.status, reason: why }));
  });

  app.post('/work', (request): WorkMode => {
    workers.set(read(workSchema, request).byHand);
    return workers.mode();
  });
}

/** Server-sent events: that something has changed, and a sign of life where nothing does. */
function newsRoute(app: FastifyInstance, context: Context): void {
  const news = new News(context);
  app.addHook('preClose', (done) => {
    news.stop();
    done();
  });
  app.get('/news', (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    const tell = (message: string): boolean => reply.raw.write(`event: ${message}\ndata: \n\n`);
    tell('alive');
    request.raw.once('close', news.listen(tell));
  });
}
