import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { canReach, databaseUser } from './database-user.js';

const FOLDER = '.idmp/cluster';

/**
 * Finds the folder for the data of this checkout's cluster: `.idmp/cluster`, unless that is below a folder that only root
 * may enter, because PostgreSQL's user could not read it there.
 */
export async function clusterFolder(): Promise<string> {
  const folder = resolve(FOLDER);
  await mkdir(folder, { recursive: true });
  if (await canReach(await databaseUser(), resolve(folder, '..'))) return folder;
  return `/var/tmp/idmp-cluster-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`;
}
