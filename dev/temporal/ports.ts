import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** `count` different ports of 127.0.0.1 that were free a moment ago; the caller must handle a clash. */
export async function freePorts(count: number): Promise<number[]> {
  // All are held at once, so that no port is handed out twice.
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map(async (server) => {
      server.close();
      await once(server, 'close');
    }),
  );
  return ports;
}

/** Whether this port of 127.0.0.1 is free. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** Below 32768, where Linux begins to hand out ports to outgoing connections (net.ipv4.ip_local_port_range). */
const LOWEST = 15_000;
const HIGHEST = 32_000;

/**
 * Free ports for parts that come back to the same port after a kill. None that the system would give away to an
 * outgoing connection while the part is down: the many retries of its clients could even connect to themselves.
 */
export async function fixedPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}
