/** Returns the objects in a list. A value that is not a list gives an empty list, because services send malformed data. */
export function objectsIn<T extends object>(list: readonly T[] | undefined): T[] {
  const value: unknown = list;
  if (!Array.isArray(value)) return [];
  return value.filter((each): each is T => typeof each === 'object' && each !== null);
}
