import TestSequencer from '@jest/test-sequencer';

const Sequencer = TestSequencer.default ?? TestSequencer;

const PROJECTS = ['unit', 'local', 'system'];

/** The longest files: started last, one of them would run alone at the end while the other workers have nothing to do. */
const LONG = [
  '/test/faults/',
  '/test/reliability/answers.',
  '/test/workflows/cancellation.',
  '/test/encryption/at-rest.',
  '/test/callers/',
  '/test/demo.',
  '/test/docs/commands.',
];

const project = ({ context }) => PROJECTS.indexOf(context.config.displayName?.name);
const isLong = ({ path }) => LONG.some((part) => path.includes(part));

/** Runs the projects in the order of how quickly they answer; within each the longest files first, else in jest's order. */
export default class UnitFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort(
      (one, other) => project(one) - project(other) || isLong(other) - isLong(one),
    );
  }
}
