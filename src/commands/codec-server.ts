import { once } from 'node:events';
import { buildCodecServer, readCodecServerSettings } from '../codec-server/index.js';
import { EXIT, Exit, say } from './exit.js';

/** `idmp codec-server`: shows encrypted payloads to Temporal's web UI and command line, until SIGINT or SIGTERM. */
export async function codecServer(env: NodeJS.ProcessEnv): Promise<void> {
  const settings = readCodecServerSettings(env);
  const server = buildCodecServer(settings);
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ending.abort());
  const url = await server.listen({ host: settings.host, port: settings.port }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Exit(EXIT.unexpected, `IDMP_CODEC_ADDRESS cannot be listened on: ${reason}`);
  });
  say(
    `codec server at ${url} for ${settings.uiOrigin}, with keys ${settings.keys.map(({ id }) => id).join(', ')}`,
  );
  if (!ending.signal.aborted) await once(ending.signal, 'abort');
  await server.close();
}
