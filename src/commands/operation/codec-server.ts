import { once } from 'node:events';
import { buildCodecServer, readCodecServerSettings } from '../../codec-server/index.js';
import { CannotListen } from '../../configuration/listen-address.js';
import { EXIT, Exit, say } from '../terminal/exit.js';

/** `idmp codec-server`: shows encrypted payloads to Temporal's web UI and command line, until SIGINT or SIGTERM. */
export async function codecServer(env: NodeJS.ProcessEnv): Promise<void> {
  const settings = readCodecServerSettings(env);
  const server = buildCodecServer(settings);
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ending.abort());
  const { address } = settings;
  const url = await server.listen({ ...address }).catch((error: unknown) => {
    throw new Exit(EXIT.unexpected, new CannotListen('IDMP_CODEC_ADDRESS', address, error).message);
  });
  say(
    `codec server at ${url} for ${settings.uiOrigin}, with keys ${settings.keys.map(({ id }) => id).join(', ')}`,
  );
  if (!ending.signal.aborted) await once(ending.signal, 'abort');
  await server.close();
}
