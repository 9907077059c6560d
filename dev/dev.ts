import { lock } from 'proper-lockfile';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDevCodecServer, type DevCodecServer } from './codec.js';
import { freePorts, isFree } from './temporal/ports.js';
import { startEmbeddedSystem } from './system.js';

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Data that survive a restart; not in git. */
const FOLDER = '.idmp';
/** Usual ports, used if they are free. */
const PORTS = { temporal: 7233, ui: 8233, codec: 8234, sandbox: 8080 };

async function freeOrAny(port: number): Promise<number> {
  return (await isFree(port)) ? port : (await freePorts(1))[0]!;
}

/** The embedded system, kept running until Ctrl-C. */
async function dev(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const release = await lock(FOLDER, { lockfilePath: join(FOLDER, 'lock') }).catch(() => null);
  if (release === null) {
    say(`another "npm run dev" uses ${FOLDER}/: end that one first`);
    process.exitCode = 2;
    return;
  }
  const ending = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  const uiPort = await freeOrAny(PORTS.ui);
  const codec = await startDevCodecServer(process.env, FOLDER, uiPort, await freeOrAny(PORTS.codec));
  const system = await startEmbeddedSystem({
    folder: FOLDER,
    keep: true,
    temporalPort: await freeOrAny(PORTS.temporal),
    uiPort,
    sandboxPort: await freeOrAny(PORTS.sandbox),
    onProgress: say,
  });
  say(`
The system runs until Ctrl-C; its data are kept in ${FOLDER}/.

  Temporal's web UI   ${system.temporal.uiUrl}
  Sandbox             ${system.sandbox.url}  (Tasks complete by themselves after some seconds)
  Desk of its people  ${system.sandbox.url}/desk/  (decide about Tasks by hand)${codec === null ? '' : codecLine(codec)}

In another terminal:

  export TEMPORAL_ADDRESS=${system.temporal.address} IDMP_ACCOUNTS_FILE=${system.accountsFile}
  npm run idmp -- request examples/product-tablet.json --account 2026-05 --wait
`);
  await Promise.race([ending, system.running]);
  say('ending…');
  await system.stop();
  await codec?.close();
  await release();
}

function codecLine({ url, tokenFile }: DevCodecServer): string {
  return `
  Codec server        ${url}  (payloads are encrypted: sign in there with the token in ${tokenFile};
                      the other terminal needs the keys, too)`;
}

await dev();
