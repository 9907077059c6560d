import type { CancellationStrategy, EditionName } from '../../../src/contract/index.js';
import type { Answer, Call, Line, Meets, NoAnswer, Script } from './scripted-service.js';

/** A call that a request makes: a column of the page's tables. */
export interface CallOfRequest {
  /** Whether a call of the request is this one. */
  is: Meets;
  /** Name of the call in the failure's message. */
  named: string;
  /** Way of a request to this call; missing where every request makes it. */
  way?: { cancelledBy: Exclude<CancellationStrategy, 'none'> } | 'lost POST' | 'lost POST, cancelled';
  /** Whether the call makes a Task, which must not be made twice. */
  makes?: true;
  /** Edition of the account. Default: 2025-01. */
  edition?: EditionName;
  /** A call that leads to this one in the same attempt. If it recovered in between, the answer would not follow a row. */
  after?: Meets;
  /** Sets up the service's unusual behaviour for this call. */
  prepare?: (line: Line) => void;
}

const isRead = ({ method, path }: Call, id: string | undefined): boolean =>
  method === 'GET' && id !== undefined && path === `Task/${id}`;
const isLook: Meets = ({ method, path }) => method === 'GET' && path.startsWith('Task?identifier=');
const isPost: Meets = ({ method, path }) => method === 'POST' && path === 'Task';
const isDelete: Meets = ({ method }) => method === 'DELETE';
const reads =
  (type: string): Meets =>
  ({ method, path }) =>
    method === 'GET' && path.startsWith(`${type}/`);

const POST: CallOfRequest = { is: isPost, named: 'POST Task: ', makes: true };
const poll: CallOfRequest = { is: (call, { made }) => isRead(call, made[0]), named: 'GET Task/' };
export const decision: CallOfRequest = {
  is: (call, { made }) => isRead(call, made[1]),
  named: 'GET Task/',
  way: { cancelledBy: 'task' },
};

/** The calls of every table, by the columns' names. */
export const CALLS = {
  validate: { is: ({ path }) => path === 'Task/$validate', named: 'POST Task/$validate: ' },
  POST,
  look: { is: isLook, named: 'GET Task?identifier=', way: 'lost POST' },
  'look, cancelled': { is: isLook, named: 'GET Task?identifier=', way: 'lost POST, cancelled' },
  poll,
  output: { is: reads('AdministrableProductDefinition'), named: 'GET AdministrableProductDefinition/' },
  DELETE: { is: isDelete, named: 'DELETE Task/', way: { cancelledBy: 'delete' } },
  PUT: { is: ({ method }) => method === 'PUT', named: 'PUT Task/', way: { cancelledBy: 'update' } },
  abort: {
    is: (call, line) => isPost(call, line) && line.made.length > 0,
    named: 'POST Task: ',
    way: { cancelledBy: 'task' },
    makes: true,
  },
  decision,
} satisfies Record<string, CallOfRequest>;

/** Columns of tables about one call alone. */
export const RARER_CALLS = {
  'POST with `If-None-Exist`': { ...POST, prepare: (line) => line.answer(isMetadata, CONDITIONAL, 1) },
  record: {
    is: reads('MedicinalProductDefinition'),
    named: 'GET MedicinalProductDefinition/',
    // Before, the only output is the record's identifier.
    edition: '2026-05',
  },
  'read before PUT': { ...poll, way: { cancelledBy: 'update' } },
  'read after 405': {
    ...poll,
    way: { cancelledBy: 'delete' },
    after: isDelete,
    prepare: (line) =>
      line.answer(
        isDelete,
        { takesEffect: false, answer: () => ({ status: 405, headers: {}, body: '' }) },
        1_000,
      ),
  },
} satisfies Record<string, CallOfRequest>;

const isMetadata: Meets = ({ path }) => path === 'metadata';

/** Answer of a service that declares conditional create for Tasks. */
const CONDITIONAL: Script = {
  takesEffect: true,
  answer: (real) => ({
    ...real,
    body: real.body.replace('"type":"Task",', '"type":"Task","conditionalCreate":true,'),
  }),
};

/** Loses the answer to a first POST after the Task was made; `held` keeps the client waiting until then. */
export function lostPost(held: Promise<void> = Promise.resolve()): Script {
  return {
    takesEffect: true,
    answer: async (): Promise<Answer | NoAnswer> => {
      await held;
      return 'cut';
    },
  };
}
