import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyFromJson, type History } from './history-json.js';

/** One run of a request, as it was recorded. */
export interface StoredHistory {
  /** Version of the package that recorded it, and what kind of request it is: `0.1.0/rejected`. */
  name: string;
  history: History;
}

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** All histories that scripts/record-histories.ts has ever left here. */
export function storedHistories(): StoredHistory[] {
  const versions = readdirSync(FOLDER).filter((name) => /^\d/.test(name));
  return versions.flatMap((version) =>
    readdirSync(`${FOLDER}/${version}`).map((file) => ({
      name: `${version}/${file.replace(/\.json$/, '')}`,
      history: historyFromJson(readFileSync(`${FOLDER}/${version}/${file}`, 'utf8')),
    })),
  );
}
