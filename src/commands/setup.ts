import { connectClient, readTemporalAddress } from '../temporal/connection.js';
import { registerSearchAttributes } from '../temporal/search-attributes.js';
import { printResult, say } from './exit.js';

/** `idmp setup`: makes a namespace ready for requests; safe to run again. */
export async function setup(env: NodeJS.ProcessEnv): Promise<void> {
  const client = await connectClient(readTemporalAddress(env));
  try {
    const { added, present } = await registerSearchAttributes(client);
    say(
      `namespace ${client.options.namespace}: ${added.length} search attributes added, ${present.length} were there`,
    );
    printResult({ namespace: client.options.namespace, searchAttributes: { added, present } });
  } finally {
    await client.connection.close();
  }
}
