import { execa } from 'execa';
import { whyItFailed } from '../temporal/run.js';
import type { DatabaseAccess } from './postgres.js';

/** Database with its set of tables, as the SQL tool names them. */
const DATABASES = [
  { database: 'temporal', tables: 'postgresql/v12/temporal' },
  { database: 'temporal_visibility', tables: 'postgresql/v12/visibility' },
];

/** Creates Temporal's databases and tables, or upgrades them to the tool's version. Safe to run again. */
export async function applySchema(sqlTool: string, access: DatabaseAccess): Promise<void> {
  for (const { database, tables } of DATABASES) {
    const env = { ...environmentOf(access), SQL_DATABASE: database };
    const steps = [
      ['create-database'],
      ['setup-schema', '--version', '0.0'],
      ['update-schema', '--schema-name', tables],
    ];
    for (const args of steps) {
      try {
        await execa(sqlTool, args, { env, all: true, stdin: 'ignore' });
      } catch (error) {
        throw new Error(`temporal-sql-tool ${args.join(' ')} (${database}): ${whyItFailed(error)}`, {
          cause: error,
        });
      }
    }
  }
}

/** Passes the password in the environment, because all users can see a command line. */
function environmentOf({ host, port, user, password }: DatabaseAccess): NodeJS.ProcessEnv {
  return {
    SQL_PLUGIN: 'postgres12',
    SQL_HOST: host,
    SQL_PORT: `${port}`,
    SQL_USER: user,
    SQL_PASSWORD: password,
  };
}
