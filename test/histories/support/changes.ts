import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Workflow code that was changed without regard for running requests. */
export interface Change {
  /** Consequence of the change. */
  sentence: string;
  /** Makes the change in a copy of the code. */
  changed: () => { workflows: string; remove: () => void };
  /** Whether a history of that name then does not replay; null where the change is harmless. */
  breaks: ((name: string) => boolean) | null;
  /** Selects some histories that still replay: they end before the change, or do not reach it. */
  leaves: (name: string) => boolean;
}

const isCompleted = (name: string): boolean => name.includes('/completed-');
const endsBeforeSubmission = (name: string): boolean => /unknown-account|invalid-request/.test(name);

export const CHANGES: Change[] = [
  change(
    'with another timer cannot replay a request that waited',
    ['wait-for-completion.ts', 'await pause(', "await sleep('1 second');\n    await pause("],
    isCompleted,
    endsBeforeSubmission,
  ),
  change(
    'without an activity cannot replay a request that called it',
    ['end-as-cancelled.ts', 'await requestOwnCancellation();', ''],
    (name) => name.includes('cancelled-by-signal-while-waiting-'),
    isCompleted,
  ),
  change(
    'in which a timer and an activity have changed places cannot replay a request that came by',
    [
      'wait-for-completion.ts',
      /(await pause\(state, waiting\);)(\s*)(const polled = takeSweptTask\(state\) \?\? \(await poll\(state, waiting\)\);)/,
      '$3$2$1',
    ],
    isCompleted,
    endsBeforeSubmission,
  ),
  change(
    'that no longer shows a stage cannot replay a request that showed it',
    ['submit.ts', "state.enter('waiting', { IdmpTaskId: submitted.taskId });", ''],
    isCompleted,
    endsBeforeSubmission,
  ),
  change(
    'that says the same in other words replays all the same',
    ['submit.ts', 'POST Task to ', 'Submission to '],
    null,
    isCompleted,
  ),
];

function change(
  sentence: string,
  [file, before, after]: [file: string, before: string | RegExp, after: string],
  breaks: Change['breaks'],
  leaves: Change['leaves'],
): Change {
  return {
    sentence,
    breaks,
    leaves,
    changed: () => {
      // Inside the repository, where the bundler finds the packages, and outside the view of git and ESLint.
      mkdirSync(`${ROOT}.idmp`, { recursive: true });
      const copy = mkdtempSync(`${ROOT}.idmp/changed-workflows-`);
      for (const room of ['workflows', 'contract']) {
        cpSync(`${ROOT}src/${room}`, `${copy}/${room}`, { recursive: true });
      }
      const path = `${copy}/workflows/${file}`;
      const code = readFileSync(path, 'utf8');
      const changed = code.replace(before, after);
      if (changed === code)
        throw new Error(`src/workflows/${file} has no ${before} any more: adapt this test`);
      writeFileSync(path, changed);
      return { workflows: `${copy}/workflows`, remove: () => rmSync(copy, { recursive: true }) };
    },
  };
}
