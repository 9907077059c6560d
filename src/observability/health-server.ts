import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { CannotListen, type ListenAddress } from '../configuration/listen-address.js';
import type { ProcessHealth } from './process-health.js';

/**
 * Serves `GET /live` (the process answers, so its event loop runs) and `GET /ready` (the worker works, or 503 with the problems).
 * Without Temporal the process is still live, because a restart would not help.
 *
 * @returns a function that ends the server
 * @throws CannotListen
 */
export async function serveHealth(
  health: ProcessHealth,
  address: ListenAddress,
): Promise<() => Promise<void>> {
  const server = createServer(createAnswer(health)).listen(address.port, address.host);
  await once(server, 'listening').catch((error: unknown) => {
    throw new CannotListen('IDMP_HEALTH_ADDRESS', address, error);
  });
  return async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
}

function createAnswer(health: ProcessHealth): RequestListener {
  return (request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(`${JSON.stringify(body)}\n`);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, { status: 'only GET' });
    switch (request.url) {
      case '/live':
        return answer(200, { status: 'live' });
      case '/ready': {
        const problems = health.problems(Date.now());
        if (problems.length === 0) return answer(200, { status: 'ready' });
        return answer(503, { status: 'not ready', problems });
      }
      default:
        return answer(404, { status: 'not found: /live or /ready' });
    }
  };
}
