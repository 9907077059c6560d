import type { Answer, NoAnswer, Script } from './scripted-service.js';

/** A row of the page's tables: the service's answer, and other visible effects. */
export interface Row extends Script {
  /** Part of the failure's message, where the call is retried. */
  says?: string;
  /** Note in the request's status, where it continues or is cancelled. */
  notes?: string;
}

type Rows = Readonly<Record<string, Row>>;

const GATEWAY = 'Gateway: not now';
const PAGE = `<html><head><title>${GATEWAY}</title></head><body><h1>Sorry</h1></body></html>`;
const FHIR = { 'content-type': 'application/fhir+json' };

/** Target of redirects, at the same server but outside of the account's base. */
const ELSEWHERE = '/elsewhere/Task/1';

function code(status: number): Row {
  const headers = {
    'content-type': 'text/html',
    ...(status < 400 ? { location: ELSEWHERE } : {}),
  };
  const answer = (): Answer => ({ status, headers, body: PAGE });
  return { takesEffect: false, answer, says: `the service answered ${status}` };
}

const STATUS_CODES = [
  301, 302, 307, 400, 401, 403, 404, 405, 406, 408, 409, 410, 412, 413, 415, 418, 422, 425, 429, 500, 501,
  502, 503, 504, 599,
];

/** Status codes with a page of a gateway. */
export const codes: Rows = Object.fromEntries(STATUS_CODES.map((status) => [String(status), code(status)]));

function outcome(...issues: [severity: string, code: string][]): string {
  const issue = issues.map(([severity, code]) => ({
    severity,
    code,
    details: { text: `The service finds: ${code}.` },
    expression: ['Task.code'],
  }));
  return JSON.stringify({ resourceType: 'OperationOutcome', issue });
}

function judged(status: number, severity: string, code: string): Row {
  const answer = (): Answer => ({ status, headers: FHIR, body: outcome([severity, code]) });
  return { takesEffect: false, answer, says: `The service finds: ${code}.` };
}

/** Status codes with an OperationOutcome. */
export const outcomes: Rows = Object.fromEntries(
  (
    [
      [400, 'error', 'required'],
      [400, 'error', 'business-rule'],
      [400, 'error', 'transient'],
      [400, 'warning', 'value'],
      [403, 'error', 'forbidden'],
      [404, 'error', 'not-found'],
      [405, 'error', 'not-supported'],
      [409, 'error', 'conflict'],
      [412, 'error', 'business-rule'],
      [412, 'information', 'informational'],
      [413, 'error', 'too-long'],
      [422, 'error', 'invariant'],
      [422, 'error', 'business-rule'],
      [422, 'error', 'timeout'],
      [500, 'error', 'exception'],
      [503, 'error', 'throttled'],
    ] as const
  ).map(([status, severity, code]) => [`${status}, ${severity} \`${code}\``, judged(status, severity, code)]),
);

/** Makes a row whose call takes effect and whose answer is changed. */
function changed(change: (real: Answer) => Answer | NoAnswer, more: Partial<Row> = {}): Row {
  return { takesEffect: true, answer: change, ...more };
}

/** Makes a row with an answer that is not the service's own, without an address for a POST. */
function instead(body: string, type: string, more: Partial<Row> = {}): Row {
  return changed(() => ({ status: 200, headers: { 'content-type': type }, body }), more);
}

const tagged = (body: string): string => {
  const resource = JSON.parse(body) as {
    meta?: object;
    entry?: { resource: object }[];
    identifier?: unknown;
  };
  const part = (whole: { meta?: object; identifier?: unknown }): object => {
    const { identifier: _left, ...rest } = whole;
    return { ...rest, meta: { ...whole.meta, tag: [{ code: 'SUBSETTED' }] } };
  };
  if (resource.entry === undefined) return JSON.stringify(part(resource));
  const entry = resource.entry.map((each) => ({ ...each, resource: part(each.resource) }));
  return JSON.stringify({ ...resource, entry });
};

/** Changes a body into that of another Task, as a cache does that confuses its entries. */
function another(body: string): string {
  const resource = JSON.parse(body) as { identifier?: object[] };
  const identifier = resource.identifier?.map((each) => ({ ...each, value: 'another' }));
  return JSON.stringify({ ...resource, id: 'another', identifier });
}

const withoutAddress = ({ headers }: Answer): Record<string, string> => {
  const { location: _l, 'content-location': _c, ...rest } = headers;
  return rest;
};

const ANNOUNCEMENT = 'Version 1 ends in May.';

/** Answers with a code of success. */
export const contents: Rows = {
  '200, as expected': changed((real) => ({ ...real, status: 200 })),
  '201, as expected': changed((real) => ({ ...real, status: 201 })),
  '202, as expected': changed((real) => ({ ...real, status: 202 })),
  'byte order mark, `text/plain`': changed((real) => ({
    ...real,
    headers: { ...real.headers, 'content-type': 'text/plain' },
    body: real.body === '' ? '' : `\uFEFF${real.body}`,
  })),
  'with `Warning: 299`': changed(
    (real) => ({ ...real, headers: { ...real.headers, warning: `299 - "${ANNOUNCEMENT}"` } }),
    { notes: ANNOUNCEMENT },
  ),
  'a part (`SUBSETTED`)': changed((real) => ({
    ...real,
    body: real.body === '' ? '' : tagged(real.body),
  })),
  '200, empty': changed(() => ({ status: 200, headers: {}, body: '' })),
  '204, empty': changed(() => ({ status: 204, headers: {}, body: '' })),
  'OperationOutcome, error': instead(outcome(['error', 'business-rule']), FHIR['content-type']),
  'OperationOutcome, error `transient`': instead(outcome(['error', 'transient']), FHIR['content-type']),
  'OperationOutcome, warning': instead(outcome(['warning', 'value']), FHIR['content-type']),
  'OperationOutcome, information': instead(outcome(['information', 'informational']), FHIR['content-type']),
  HTML: instead(PAGE, 'text/html'),
  'other JSON': instead('{"message": "hello"}', 'application/json'),
  'a list in JSON': instead('[]', 'application/json'),
  XML: instead('<Task xmlns="http://hl7.org/fhir"><id value="1"/></Task>', 'application/fhir+xml'),
  'JSON that breaks off': changed((real) => ({
    status: 200,
    headers: withoutAddress(real),
    body: real.body === '' ? '{"resourceType": "Ta' : real.body.slice(0, -2),
  })),
  'a Patient': instead('{"resourceType": "Patient", "id": "1"}', FHIR['content-type']),
  'another one of its type': changed((real) => ({
    ...real,
    body: another(real.body),
  })),
  'more than 20 MB': changed((real) => ({
    status: 200,
    headers: withoutAddress(real),
    body: `${real.body}${' '.repeat(21 * 1024 * 1024)}`,
  })),
};

/** Broken connections. */
export const connections: Rows = {
  'cut off before it took effect': { takesEffect: false, answer: () => 'cut', says: 'no answer' },
  'cut off after it took effect': { takesEffect: true, answer: () => 'cut', says: 'no answer' },
  'half an answer': { takesEffect: true, answer: () => 'half', says: 'no answer' },
  'none for 12 s': { takesEffect: true, answer: () => 'silence', says: 'no answer' },
  '502 after it took effect': { ...code(502), takesEffect: true },
};

const created = (headers: (real: Answer) => Record<string, string>, body = ''): Row =>
  changed((real) => ({ status: 201, headers: headers(real), body }));
const idIn = ({ body }: Answer): string => (JSON.parse(body) as { id: string }).id;

/** Addresses of the Task in the answer to a POST. */
export const addresses: Rows = {
  '`Content-Location: Task/ID/_history/1`': created((real) => ({
    'content-location': `Task/${idIn(real)}/_history/1`,
  })),
  '`Location` alone, absolute, with a version': created((real) => ({
    location: `https://elsewhere.example/fhir/Task/${idIn(real)}/_history/1`,
  })),
  '`Location`, with HTML': created((real) => ({ location: `Task/${idIn(real)}` }), PAGE),
  'the body alone': changed((real) => ({ ...real, headers: FHIR })),
  '`Location` of something else, no body': created(() => ({ location: 'OperationOutcome/1' })),
  nowhere: created(() => ({})),
  'the body alone, of another Task': changed((real) => ({
    ...real,
    headers: FHIR,
    body: another(real.body),
  })),
};

const answered = (status: number, takesEffect: boolean): Row => ({ ...code(status), takesEffect });

/** Answers to a POST with a condition. */
export const conditions: Rows = {
  '200, the existing Task': changed((real) => ({ ...real, status: 200 })),
  '200, another Task': {
    takesEffect: false,
    answer: (_real, { body }) => ({
      status: 200,
      headers: { ...FHIR, 'content-location': 'Task/another/_history/1' },
      body: another(body),
    }),
  },
  '200, empty, no address': changed(() => ({ status: 200, headers: {}, body: '' })),
  '409, a Task exists': answered(409, true),
  '409, no Task exists': answered(409, false),
  '412, a Task exists': answered(412, true),
  '412, no Task exists': answered(412, false),
  '400: the condition is not understood': answered(400, false),
  '503 after it took effect': answered(503, true),
};

/** Answers to the read of a product's record. */
export const records: Rows = Object.fromEntries(
  [400, 401, 403, 404, 410, 429, 500].map((status) => [String(status), code(status)]),
);

const withStatus = (status: string | undefined, more: Partial<Row> = {}): Row =>
  changed((real) => {
    const { output: _output, status: _status, ...task } = JSON.parse(real.body) as Record<string, unknown>;
    return { ...real, body: JSON.stringify({ ...task, status }) };
  }, more);

const waits = (status: string): [string, Row] => [`\`${status}\`, twice`, withStatus(status, { times: 2 })];
const ends = (status: string): [string, Row] => [`\`${status}\``, withStatus(status)];

const once = (status: string): [string, Row] => [`\`${status}\``, withStatus(status, { times: 1 })];

/** Answers to a poll, by the Task's status. */
export const statuses: Rows = Object.fromEntries([
  ...['draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold', 'unheard-of'].map(
    waits,
  ),
  ['`completed` without outputs, twice', withStatus('completed', { times: 2 })],
  ['`completed` without outputs', withStatus('completed')],
  ...['rejected', 'failed', 'cancelled', 'entered-in-error'].map(ends),
  ['no status', withStatus(undefined)],
]);

/** Answers to a read before a cancellation, or after a failed one. */
export const standing: Rows = Object.fromEntries([
  ['404', code(404)],
  ['410', code(410)],
  ['503', code(503)],
  ...['in-progress', 'completed', 'rejected', 'cancelled'].map(once),
  ['a part (`SUBSETTED`)', changed((real) => ({ ...real, body: tagged(real.body) }))],
]);
