/**
 * Requests PhPIDs from the IDMP worker through Temporal: follows a request, cancels one, and has one refused.
 *
 *     npm start -- [PRODUCT.json [ACCOUNT]]
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import {
  ENDED_STAGES,
  IdmpCancelled,
  IdmpClient,
  IdmpFailure,
  type IdmpRequest,
  type PhpidResult,
  type ProductInput,
  type Stage,
} from 'idmp-worker';

const [path = '../../product-tablet.json', account = 'default'] = process.argv.slice(2);

/** Without an id, the client makes one of the product's content, so that asking twice asks the service once. */
const run = `example/typescript/${randomUUID().slice(0, 8)}`;

// TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_TLS…, or Temporal's configuration file.
const idmp = await IdmpClient.connect(process.env);
try {
  const product = JSON.parse(await readFile(path, 'utf8')) as ProductInput;
  await follow(product);
  await cancel(product);
  await beRefused({ ...product, ingredients: [] });
} finally {
  await idmp.close();
}

/** Starts a request, prints its stages until it has ended, and prints its PhPIDs. */
async function follow(product: ProductInput): Promise<void> {
  const request = await start('follow', product);
  let last: Stage | null = null;
  while (last === null || !ENDED_STAGES.includes(last)) {
    const { stage } = await request.status();
    if (stage !== last) console.log(`follow: ${stage}`);
    last = stage;
    await delay(500);
  }
  const { phpids } = await request.result();
  for (const { level, value } of phpids) console.log(`follow: PhPID of level ${level} is ${value}`);
}

/** Starts a request, and cancels it. An earlier result is delivered anyway. */
async function cancel(product: ProductInput): Promise<void> {
  const request = await start('cancel', product);
  await request.cancel('submitted by mistake');
  try {
    await request.result();
    console.log('cancel: too late, it was completed first');
  } catch (error) {
    if (!(error instanceof IdmpCancelled)) throw error;
    const { cancellation } = await request.status();
    console.log(`cancel: ended as cancelled, outcome ${cancellation?.outcome}`);
  }
}

/** Starts a request that cannot succeed, and reads why. */
async function beRefused(product: ProductInput): Promise<void> {
  const request = await start('refuse', product);
  try {
    await request.result();
  } catch (error) {
    if (!(error instanceof IdmpFailure)) throw error;
    console.log(`refuse: failed as ${error.type} with Task ${error.taskId ?? 'none'}`);
    for (const { expression, text } of error.issues) console.log(`refuse: ${expression.join(', ')} ${text}`);
  }
}

/** Starts a request; where its id was started before, that one is followed. */
async function start(step: string, product: ProductInput): Promise<IdmpRequest<PhpidResult>> {
  const { request } = await idmp.requestPhpid({ product, account }, { id: `${run}/${step}` });
  console.log(`${step}: started ${request.id}`);
  return request;
}
