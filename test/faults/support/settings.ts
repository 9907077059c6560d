import { randomInt } from 'node:crypto';

/** How long the fault tests go on; `npm run test:faults` sets more than `npm test` has time for. */
export interface FaultSettings {
  /** Whether every kill of the matrix is done, or a part of them that has each moment and each part of the system. */
  isWhole: boolean;
  /** How often the matrix and the random run are done. */
  rounds: number;
  /** How long a random run goes on killing. */
  seconds: number;
  /** One a round; the first is `IDMP_FAULT_SEED`, or drawn. */
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
