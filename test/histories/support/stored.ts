import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyFromJson, type History } from './history-json.js';

/** A recorded run of a request. */
export interface StoredHistory {
  /** Version of the package that recorded it, with the kind of the request: `0.1.0/rejected`. */
  name: string;
  history: History;
}

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Lists all histories that scripts/record-histories.ts has written. */
export function storedHistories(): StoredHistory[] {
  const versions = readdirSync(FOLDER).filter((name) => /^\d/.test(name));
  return versions.flatMap((version) =>
    readdirSync(`${FOLDER}/${version}`).map((file) => ({
      name: `${version}/${file.replace(/\.json$/, '')}`,
      history: historyFromJson(readFileSync(`${FOLDER}/${version}/${file}`, 'utf8')),
    })),
  );
}
