import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** Path of the repository. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The part of a compose file's service that the tests read. */
export interface Service {
  image?: string;
  build?: { context: string; target?: string };
  command?: string[];
  entrypoint?: string[];
  /** Values by variable; null where the default is empty. */
  environment?: Record<string, string | number | null>;
  depends_on?: Record<string, { condition: string; required?: boolean }>;
  volumes?: (string | { source: string; target: string; read_only?: boolean })[];
  secrets?: string[];
  ports?: string[];
  profiles?: string[];
  restart?: string;
  healthcheck?: { test?: string[]; disable?: boolean };
}

/** Content of docker-compose.yml, with its merges and the defaults of variables filled in. */
export interface ComposeFile {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { environment: string }>;
}

/** Lists the mounts of a service: a file or folder of this machine, or a volume by its name. */
export function mounts({ volumes = [] }: Service): { source: string; isReadOnly: boolean }[] {
  return volumes.map((volume) => {
    if (typeof volume !== 'string') return { source: volume.source, isReadOnly: volume.read_only === true };
    const [source, , mode] = volume.split(':');
    return { source: source!, isReadOnly: mode === 'ro' };
  });
}

/** Reads a file of the repository. */
export function text(path: string): string {
  return readFileSync(`${ROOT}/${path}`, 'utf8');
}

export function composeFile(): ComposeFile {
  return parse(withDefaults(text('docker-compose.yml')), { merge: true }) as ComposeFile;
}

/** Variables that `.env` may set, by name. */
export function interpolated(): Set<string> {
  const found = text('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g);
  return new Set([...found].map(([, name]) => name!));
}

function withDefaults(source: string): string {
  return source.replace(
    /\$\{[A-Z_]+(?::-([^}]*))?\}/g,
    (_all, otherwise: string | undefined) => otherwise ?? '',
  );
}
