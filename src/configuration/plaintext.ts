import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Whether a connection to this host may go without TLS: it stays on this machine, or somebody has named the host
 * (`IDMP_PLAINTEXT_HOSTS`), because the network between is a private one, or has a TLS of its own.
 *
 * @param host name or IP address, as a URL has it: IPv6 in brackets or without
 */
export function mayBePlaintext(host: string, named: readonly string[]): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return named.includes(bare) || isLoopback(bare);
}

function isLoopback(host: string): boolean {
  const version = isIP(host);
  if (version === 0) return host === 'localhost' || host.endsWith('.localhost');
  return LOOPBACK.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

/** What is wrong with a connection without TLS, and what to do. */
export function describePlaintextProblem(host: string): string {
  return `would send keys and products to ${host} unencrypted: use TLS, or name ${host} in IDMP_PLAINTEXT_HOSTS where the network between is trusted`;
}
