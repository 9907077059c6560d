/** Properties of a portfolio; the same options make the same lines. */
export interface PortfolioOptions {
  /** Limits of its size: it ends at the one that is reached first. */
  products: number;
  rows: number;
  /** Percentage of rows in which a cell is wrong. */
  badPercent: number;
  /** Whether the rows of a product are apart: all first ingredients, then all second ones, and so on. */
  apart: boolean;
}

const HEADINGS = [
  'identifier.system',
  'identifier.value',
  'names.name',
  'names.country',
  'names.language',
  'doseForm',
  'atc',
  'holder.name',
  'authorization.identifier.system',
  'authorization.identifier.value',
  'documents',
  'ingredients.substance',
  'ingredients.role',
  'ingredients.strength.value',
  'ingredients.strength.unit',
];

type Row = Record<string, string>;

const COUNTRIES = [
  ['NLD', 'nl'],
  ['DEU', 'de'],
  ['SWE', 'sv'],
  ['ESP', 'es'],
];
const DOSE_FORMS = ['Tablet', 'Film-coated tablet', 'Capsule, hard', 'Oral solution'];
const SUBSTANCES = [
  'Ramipril',
  'Amlodipine besilate',
  'Hydrochlorothiazide',
  'Metformin hydrochloride',
  'Bisoprolol',
];
const MOST_INGREDIENTS = SUBSTANCES.length;
const STRENGTHS = ['2.50', '5', '10', '12.5', '0.25', '850'];

/** Mistakes in one cell of a row, each with the column that the message must name. */
export const MISTAKES: readonly { column: string; value: string }[] = [
  { column: 'ingredients.strength.value', value: '2,5' },
  { column: 'ingredients.strength.value', value: 'five' },
  { column: 'ingredients.strength.unit', value: '' },
  { column: 'ingredients.role', value: 'main' },
  { column: 'ingredients.substance', value: '' },
];

/** Returns the mistake in that row of the portfolio, counted from 1; null where the row is good. */
export function mistakeIn(row: number, badPercent: number): (typeof MISTAKES)[number] | null {
  const every = Math.round(100 / badPercent);
  return row % every === 0 ? (MISTAKES[(row / every) % MISTAKES.length] ?? null) : null;
}

/** Yields the lines of a CSV file, without their ends: the headings, then a line for each ingredient. */
export function* portfolioLines(options: PortfolioOptions): Generator<string> {
  yield HEADINGS.join(',');
  let count = 0;
  for (const place of options.apart ? apart(options) : together(options)) {
    count += 1;
    const mistake = mistakeIn(count, options.badPercent);
    const row = { ...rowOf(place), ...(mistake === null ? {} : { [mistake.column]: mistake.value }) };
    yield HEADINGS.map((heading) => quoted(row[heading] ?? '')).join(',');
  }
}

type Place = [product: number, ingredient: number];

/** Products have one to five ingredients, three on average; the last one has the remaining rows. */
function* together({ products, rows }: PortfolioOptions): Generator<Place> {
  let left = rows;
  for (let product = 0; product < products && left > 0; product += 1) {
    const size = Math.min(left, 1 + (product % MOST_INGREDIENTS));
    for (let ingredient = 0; ingredient < size; ingredient += 1) yield [product, ingredient];
    left -= size;
  }
}

function* apart(options: PortfolioOptions): Generator<Place> {
  for (let wanted = 0; wanted < MOST_INGREDIENTS; wanted += 1) {
    for (const place of together(options)) if (place[1] === wanted) yield place;
  }
}

function rowOf([product, ingredient]: Place): Row {
  const id = `MPID-${String(product).padStart(7, '0')}`;
  const [country = '', language = ''] = COUNTRIES[product % COUNTRIES.length] ?? [];
  return {
    'identifier.system': 'urn:example:regulator:mpid',
    'identifier.value': id,
    'names.name': `Testolin "${product}", mild`,
    'names.country': country,
    'names.language': language,
    doseForm: DOSE_FORMS[product % DOSE_FORMS.length] ?? '',
    atc: 'C09BB04',
    'holder.name': 'Nordvik Läkemedel AB',
    'authorization.identifier.system': 'urn:example:regulator:authorization',
    'authorization.identifier.value': `EU/1/26/${product}`,
    documents: `SmPC ${id}`,
    'ingredients.substance': SUBSTANCES[ingredient] ?? '',
    'ingredients.role': 'active',
    'ingredients.strength.value': STRENGTHS[(product + ingredient) % STRENGTHS.length] ?? '',
    'ingredients.strength.unit': 'mg',
  };
}

function quoted(cell: string): string {
  return /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
