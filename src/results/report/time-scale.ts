const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Round steps between two ticks, in milliseconds. */
const STEPS = [
  ...[1, 2, 5, 10, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2].map((days) => days * DAY),
  7 * DAY,
];
/** Round steps of more than a week, in months. */
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
const SHORTEST_MONTH = 28 * DAY;

/** A tick of the time axis. */
export interface TimeTick {
  /** Milliseconds since 1970. */
  at: number;
  label: string;
  /** The day or year of the label, if it differs from that of the previous tick. Otherwise empty. */
  below: string;
}

/** Chooses at most `most` round times in UTC between two others. */
export function chooseTimeTicks(from: number, to: number, most: number): TimeTick[] {
  const step = STEPS.find((each) => (to - from) / each <= most - 1);
  const times = step === undefined ? listMonths(from, to, most) : listMultiples(from, to, step);
  let shown = '';
  return times.map((at) => {
    const [label, whole] = formatLabels(at, step);
    const below = whole === shown ? '' : whole;
    shown = whole;
    return { at, label, below };
  });
}

/** The origin of all steps: weeks begin on a Monday, and each shorter step divides a week. */
const FIRST_MONDAY = Date.UTC(1970, 0, 5);

function listMultiples(from: number, to: number, step: number): number[] {
  const first = FIRST_MONDAY + Math.ceil((from - FIRST_MONDAY) / step) * step;
  const length = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length }, (_, index) => first + index * step);
}

function listMonths(from: number, to: number, most: number): number[] {
  const step =
    MONTH_STEPS.find((each) => (to - from) / (each * SHORTEST_MONTH) <= most - 1) ?? MONTH_STEPS.at(-1)!;
  const begin = new Date(from);
  const times: number[] = [];
  let month = Math.ceil((begin.getUTCFullYear() * 12 + begin.getUTCMonth()) / step) * step;
  for (; startOfMonth(month) <= to; month += step)
    if (startOfMonth(month) >= from) times.push(startOfMonth(month));
  return times;
}

/** Returns the start of a month, in milliseconds since 1970. @param month counted from the year 0 on */
function startOfMonth(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12);
}

/** Formats the label of a tick, and its second line. */
function formatLabels(at: number, step: number | undefined): [string, string] {
  const iso = new Date(at).toISOString();
  const [year, month, day] = [
    iso.slice(0, 4),
    MONTHS[Number(iso.slice(5, 7)) - 1]!,
    Number(iso.slice(8, 10)),
  ];
  if (step === undefined) return [month, year];
  if (step >= DAY) return [`${day} ${month}`, year];
  return [step < MINUTE ? iso.slice(11, 19) : iso.slice(11, 16), `${day} ${month} ${year}`];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Formats a moment in UTC: `21 Nov 2026, 15:04`. */
export function formatMoment(at: number): string {
  const [time, day] = formatLabels(at, MINUTE);
  return `${day}, ${time}`;
}
