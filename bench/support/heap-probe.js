/**
 * Answers the message `heap` of the parent with the sizes of the heaps after a garbage collection, in bytes: `main`, and
 * `threads` together (the SDK runs workflows in one). A measured process loads it (`--import`). It ends the process when the
 * parent is gone. Plain JavaScript, as threads load it, too, and have no loader for anything else.
 */
import { Session } from 'node:inspector/promises';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.send !== undefined) {
  process.on('message', (message) => {
    if (message === 'heap') void heapUse().then((use) => process.send(use));
  });
  process.once('disconnect', () => process.exit());
  // A worker that ends must not be kept by us.
  process.channel.unref();
}

async function heapUse() {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.collectGarbage');
    const { usedSize } = await session.post('Runtime.getHeapUsage');
    return { main: usedSize, threads: await threadsHeap(session) };
  } finally {
    session.disconnect();
  }
}

async function threadsHeap(session) {
  const ids = [];
  const answers = new Map();
  session.on('NodeWorker.attachedToWorker', ({ params }) => ids.push(params.sessionId));
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    const { id, result } = JSON.parse(params.message);
    answers.get(`${params.sessionId} ${id}`)?.(result);
  });
  await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  let used = 0;
  for (const sessionId of ids) {
    const ask = async (id, method) => {
      const answer = new Promise((resolve) => answers.set(`${sessionId} ${id}`, resolve));
      await session.post('NodeWorker.sendMessageToWorker', {
        sessionId,
        message: JSON.stringify({ id, method }),
      });
      return await answer;
    };
    await ask(1, 'HeapProfiler.collectGarbage');
    used += (await ask(2, 'Runtime.getHeapUsage')).usedSize;
  }
  await session.post('NodeWorker.disable');
  return used;
}
