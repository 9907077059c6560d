import type { Client } from '@temporalio/client';
import { connectClient, readTemporalAddress } from '../../temporal/connection.js';

/** Connects to Temporal for the time of one action. @throws ConfigError @throws TemporalUnreachable */
export async function withClient<T>(
  env: NodeJS.ProcessEnv,
  action: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await connectClient(readTemporalAddress(env));
  try {
    return await action(client);
  } finally {
    await client.connection.close();
  }
}
