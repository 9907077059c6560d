import TestSequencer from '@jest/test-sequencer';

const Sequencer = TestSequencer.default ?? TestSequencer;

const ORDER = ['unit', 'local', 'system'];

/** Runs the projects in the order of how quickly they answer; within each, keeps jest's own order. */
export default class UnitFirst extends Sequencer {
  sort(tests) {
    const place = (test) => ORDER.indexOf(test.context.config.displayName?.name);
    return [...super.sort(tests)].sort((one, other) => place(one) - place(other));
  }
}
