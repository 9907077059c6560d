import { once } from 'node:events';
import type { CommandModule } from '../terminal/command-module.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';

/** `idmp codec-server`: shows encrypted payloads to Temporal's web UI and command line, until SIGINT or SIGTERM. */
export const codecServer: CommandModule = {
  name: 'codec-server',
  description: "show encrypted payloads to Temporal's web UI and command line, until Ctrl-C",
  examples: [['idmp codec-server', 'listens until Ctrl-C']],
  environment: ['codec', 'keys'],
  output: 'document',
  declare: (command, env) =>
    command.action(async () => {
      const { buildCodecServer, readCodecServerSettings } = await import('../../codec-server/index.js');
      const { CannotListen } = await import('../../configuration/listen-address.js');
      const settings = readCodecServerSettings(env);
      const server = buildCodecServer(settings);
      const ending = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ending.abort());
      const { address, uiOrigin, keys } = settings;
      const url = await server.listen({ ...address }).catch((error: unknown) => {
        throw new Exit(EXIT.unexpected, new CannotListen('IDMP_CODEC_ADDRESS', address, error).message);
      });
      printNote(`codec server at ${url} for ${uiOrigin}, with keys ${keys.map(({ id }) => id).join(', ')}`);
      if (!ending.signal.aborted) await once(ending.signal, 'abort');
      await server.close();
    }),
};
