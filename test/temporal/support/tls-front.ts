import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';

/** Paths of PEM files. */
export interface Certificates {
  ca: string;
  server: { cert: string; key: string };
  client: { cert: string; key: string };
}

/** Certificates: an authority, a server `temporal.test` and a client, both signed by it. openssl makes them. */
export function certificates(folder: string): Certificates {
  const path = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', path('ca.key'), '-out', path('ca.pem'), '-subj', '/CN=ca');
  const signed = (name: string, subjectAltName: string): { cert: string; key: string } => {
    const [cert, key] = [path(`${name}.pem`), path(`${name}.key`)];
    const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${subjectAltName}`];
    openssl(
      'req',
      '-x509',
      '-CA',
      path('ca.pem'),
      '-CAkey',
      path('ca.key'),
      ...newKey,
      '-keyout',
      key,
      '-out',
      cert,
      ...subject,
      '-addext',
      'basicConstraints=critical,CA:FALSE',
    );
    return { cert, key };
  };
  return {
    ca: path('ca.pem'),
    server: signed('server', 'DNS:temporal.test'),
    client: signed('client', 'DNS:client.test'),
  };
}

export interface TlsFront {
  /** `127.0.0.1:port` */
  address: string;
  /** Number of accepted connections. */
  connections(): number;
  close(): void;
}

/** Puts TLS in front of a server without it, and accepts only clients with a certificate of the authority. */
export async function startTlsFront(behind: string, { ca, server }: Certificates): Promise<TlsFront> {
  const { hostname, port } = new URL(`http://${behind}`);
  let connections = 0;
  const front = createServer(
    {
      ca: readFileSync(ca),
      cert: readFileSync(server.cert),
      key: readFileSync(server.key),
      requestCert: true,
      rejectUnauthorized: true,
      ALPNProtocols: ['h2'],
    },
    (socket) => {
      connections += 1;
      const plain = connect(Number(port), hostname);
      socket.pipe(plain).pipe(socket);
      socket.on('error', () => plain.destroy());
      plain.on('error', () => socket.destroy());
    },
  );
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    address: `127.0.0.1:${(front.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () => front.close(),
  };
}
