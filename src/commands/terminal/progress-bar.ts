import { Presets, SingleBar } from 'cli-progress';
import { printNote } from './exit.js';

/** Time between two lines, if stderr is not a terminal. */
const LINE_EVERY_MS = 10_000;

/** Progress of a long step: a bar on a terminal, plain lines elsewhere, both on stderr. */
export interface ProgressBar {
  /** @param note printed after the numbers */
  show(done: number, note: string): void;
  /** Leaves the last state on the screen. */
  stop(): void;
}

/**
 * @param what plural noun of the counted things: `products`
 * @param verb participle of their change: `sent`
 */
export function progressBar(total: number, what: string, verb: string): ProgressBar {
  return process.stderr.isTTY ? barOnTerminal(total, what, verb) : plainLines(total, what, verb);
}

function barOnTerminal(total: number, what: string, verb: string): ProgressBar {
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: `{bar} {value} of {total} ${what} ${verb}, {speed} per second, {left} left {note}`,
      hideCursor: true,
      clearOnComplete: false,
      gracefulExit: false,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  const pace = new Pace(total);
  bar.start(total, 0, { speed: '–', left: '–', note: '' });
  return {
    show: (done, note) => {
      const { speed, left } = pace.at(done);
      bar.update(done, { speed, left, note: note === '' ? '' : `(${note})` });
    },
    stop: () => bar.stop(),
  };
}

function plainLines(total: number, what: string, verb: string): ProgressBar {
  const pace = new Pace(total);
  let saidAt = Date.now();
  let last = '';
  const line = (done: number, note: string): string => {
    const { speed, left } = pace.at(done);
    const noted = note === '' ? '' : ` (${note})`;
    return `${grouped(done)} of ${grouped(total)} ${what} ${verb}, ${speed} per second, ${left} left${noted}`;
  };
  return {
    show: (done, note) => {
      last = line(done, note);
      if (Date.now() - saidAt < LINE_EVERY_MS) return;
      saidAt = Date.now();
      printNote(last);
      last = '';
    },
    stop: () => {
      if (last !== '') printNote(last);
      last = '';
    },
  };
}

/** Rate and remaining time, computed from the progress since the start of this command. */
class Pace {
  readonly #startedAt = Date.now();
  #first: number | null = null;

  constructor(private readonly total: number) {}

  at(done: number): { speed: string; left: string } {
    // Progress from before this command is not part of its rate.
    this.#first ??= done;
    const seconds = (Date.now() - this.#startedAt) / 1000;
    const perSecond = (done - this.#first) / Math.max(seconds, 0.001);
    if (perSecond <= 0) return { speed: '–', left: '–' };
    const speed = perSecond >= 10 ? String(Math.round(perSecond)) : perSecond.toFixed(1);
    return { speed, left: duration((this.total - done) / perSecond) };
  }
}

/** `2 h 3 min`, `73 min`, `20 s`. */
export function duration(seconds: number): string {
  const rounded = Math.max(0, Math.round(seconds));
  if (rounded < 90) return `${rounded} s`;
  const minutes = Math.round(rounded / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} days`;
}

/** `12,345` */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}
