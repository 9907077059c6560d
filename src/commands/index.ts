import { backfill } from './backfills/backfill.js';
import { backfillCancel } from './backfills/backfill-cancel.js';
import { backfillPause } from './backfills/backfill-pause.js';
import { backfillResults } from './backfills/backfill-results.js';
import { backfillResume } from './backfills/backfill-resume.js';
import { backfillStatus } from './backfills/backfill-status.js';
import { complete } from './look-up/complete.js';
import { completion } from './look-up/completion.js';
import { schema } from './look-up/schema.js';
import { validate } from './look-up/validate.js';
import { codecServer } from './operation/codec-server.js';
import { doctor } from './operation/doctor.js';
import { setup } from './operation/setup.js';
import { cancel } from './requests/cancel.js';
import { poll } from './requests/poll.js';
import { request } from './requests/request.js';
import { status } from './requests/status.js';
import type { CommandModule } from './terminal/command-module.js';

/** All commands, in the groups and the order of `idmp --help`. */
export const COMMAND_GROUPS: Readonly<Record<string, readonly CommandModule[]>> = {
  Requests: [request, status, poll, cancel],
  Backfills: [backfill, backfillStatus, backfillResults, backfillPause, backfillResume, backfillCancel],
  Operate: [setup, doctor, codecServer],
  'Look up': [validate, schema, completion, complete],
};
