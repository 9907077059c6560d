import { randomInt } from 'node:crypto';
import { isFree } from '../../../dev/temporal/ports.js';

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
