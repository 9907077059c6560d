import { randomInt } from 'node:crypto';

/** Length of the fault tests; `npm run test:faults` sets more than `npm test` has time for. */
export interface FaultSettings {
  /** Whether the matrix plays every kill, or a part of them with each moment and each part of the system. */
  isWhole: boolean;
  /** Number of rounds of the matrix and of the random run. */
  rounds: number;
  /** Length of a random run's kills, in seconds. */
  seconds: number;
  /** Seeds, one for each round; the first is `IDMP_FAULT_SEED`, or random. */
  seeds: number[];
}

export function faultSettings(): FaultSettings {
  const rounds = numberOf('IDMP_FAULT_ROUNDS', 1);
  const first = numberOf('IDMP_FAULT_SEED', randomInt(2 ** 31));
  return {
    isWhole: (process.env.IDMP_FAULT_SECONDS ?? '') !== '',
    rounds,
    seconds: numberOf('IDMP_FAULT_SECONDS', 20),
    seeds: Array.from({ length: rounds }, (_, round) => first + round),
  };
}

function numberOf(name: string, otherwise: number): number {
  const text = process.env[name] ?? '';
  if (text === '') return otherwise;
  if (!/^\d+$/.test(text)) throw new Error(`${name} is "${text}"; expected a whole number`);
  return Number(text);
}
