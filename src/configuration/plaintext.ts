import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Tells whether a connection to this host may be without TLS: it remains on this machine, or the operator has named the host
 * (`IDMP_PLAINTEXT_HOSTS`), because the network is private or has its own TLS.
 *
 * @param host name or IP address as in a URL: IPv6 with or without brackets
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

/** Describes the problem of a connection without TLS, and the remedy. */
export function describePlaintextProblem(host: string): string {
  return `would send keys and products to ${host} unencrypted. Use TLS, or add ${host} to IDMP_PLAINTEXT_HOSTS if the network is trusted`;
}
