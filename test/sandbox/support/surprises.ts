/**
 * Checks every case of a table and lists the surprises as `NAME: DIFFERENCE`, so that one test covers a whole table
 * and names each case that fails.
 * @param check returns the difference from the expectation; undefined where there is none
 */
export async function surprisesIn<Case>(
  cases: readonly Case[],
  nameOf: (each: Case) => string,
  check: (each: Case) => Promise<string | undefined>,
): Promise<string[]> {
  const surprises = await Promise.all(
    cases.map(async (each) => {
      const difference = await check(each);
      return difference === undefined ? [] : [`${nameOf(each)}: ${difference}`];
    }),
  );
  return surprises.flat();
}

/** Compares two values as JSON; undefined where they are equal. */
export function differenceOf(found: unknown, expected: unknown): string | undefined {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  return one === other ? undefined : `found ${one}, expected ${other}`;
}

/** Lists the places of errors that read `PLACE: TEXT`, each once. */
export function placesOf(errors: readonly string[]): string[] {
  return [...new Set(errors.map((error) => error.split(': ')[0] ?? ''))];
}
