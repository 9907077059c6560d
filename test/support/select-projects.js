/**
 * Refuses a command line whose paths jest would take for names of projects: everything up to the next option belongs to
 * `--selectProjects`, and jest ignores names that it does not know.
 *
 * @param {readonly string[]} args of the command line
 * @param {readonly string[]} names of the projects
 * @throws Error that names the command with the same effect
 */
export function refuseUnknownProjects(args, names) {
  const at = args.findIndex((arg) => /^--selectProjects(=|$)/.test(arg));
  if (at < 0) return;
  const [, first] = args[at].split('=');
  const after = args.slice(at + 1);
  const end = after.findIndex((arg) => arg.startsWith('-'));
  const given = [first ?? [], end < 0 ? after : after.slice(0, end)].flat();
  const unknown = given.filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  const error = new Error(
    `--selectProjects takes ${names.join(', ')}, and not ${unknown.join(' ')}. ` +
      `To run test files of one project: npm run test:unit -- PATH (or test:local, test:system).`,
  );
  // jest prints the stack of a configuration's error, which would hide the message.
  error.stack = error.message;
  throw error;
}

/**
 * Returns the project that `TEST_PROJECT` names, or all of them.
 *
 * @template {{ displayName: string }} Project
 * @param {readonly Project[]} projects
 * @param {string | undefined} name
 * @returns {Project[]}
 */
export function selected(projects, name = '') {
  return projects.filter(({ displayName }) => name === '' || displayName === name);
}
