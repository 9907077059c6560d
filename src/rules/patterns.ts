/**
 * Tells whether a value matches a pattern (R5, ElementDefinition.pattern[x]): simple values are equal, an object has all
 * properties of the pattern's object, and a list has a match for each entry of the pattern.
 */
export function matchesPattern(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) {
    return (
      Array.isArray(value) && pattern.every((wanted) => value.some((each) => matchesPattern(each, wanted)))
    );
  }
  if (typeof pattern !== 'object' || pattern === null) return value === pattern;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(pattern).every(([key, wanted]) =>
    matchesPattern((value as Record<string, unknown>)[key], wanted),
  );
}

/** Describes a pattern for people: `phpid-request of http://…/task-request-code`, or the value itself. */
export function describePattern(pattern: unknown): string {
  if (typeof pattern !== 'object' || pattern === null) return JSON.stringify(pattern);
  const { coding } = pattern as { coding?: { system: string; code: string }[] };
  if (coding === undefined) return JSON.stringify(pattern);
  return coding.map(({ system, code }) => `${code} of ${system}`).join(' and ');
}
