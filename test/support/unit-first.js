import TestSequencer from '@jest/test-sequencer';

const Sequencer = TestSequencer.default ?? TestSequencer;

/** Runs the tests of the project `unit` first, then those on real servers; within each, in jest's own order. */
export default class UnitFirst extends Sequencer {
  sort(tests) {
    const isSystem = (test) => (test.context.config.displayName?.name === 'system' ? 1 : 0);
    return [...super.sort(tests)].sort((one, other) => isSystem(one) - isSystem(other));
  }
}
