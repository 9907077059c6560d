import { z } from 'zod';

/** The address of one of the process's own endpoints. */
export interface ListenAddress {
  /** A name or an IP address; an IPv6 address without its brackets. */
  host: string;
  port: number;
}

const FORM = /^(?:\[(?<v6>[0-9a-f:.]+)\]|(?<host>[^\s:[\]/]+)):(?<port>\d{1,5})$/i;

/** `host:port`, with an IPv6 address in brackets: `0.0.0.0:9464`, `[::]:9464`. */
export const listenAddress = z
  .string()
  .trim()
  .transform((text, context): ListenAddress => {
    const { v6, host, port } = FORM.exec(text)?.groups ?? {};
    const address = { host: v6 ?? host ?? '', port: Number(port) };
    if (address.host !== '' && address.port >= 1 && address.port <= 65_535) return address;
    context.addIssue({ code: 'custom', message: 'must be host:port, as in 0.0.0.0:9464 or [::]:9464' });
    return z.NEVER;
  });

/** Formats the address as in the configuration. */
export function formatAddress({ host, port }: ListenAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The error of an endpoint that cannot be opened. The message names the variable. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';

  constructor(variable: string, address: ListenAddress, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${variable}: cannot listen at ${formatAddress(address)} (${reason})`, { cause });
  }
}
