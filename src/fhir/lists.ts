/** The objects of what should be a list of them: services send what they like, and a client must not trip over it. */
export function objectsIn<T extends object>(list: readonly T[] | undefined): T[] {
  const value: unknown = list;
  if (!Array.isArray(value)) return [];
  return value.filter((each): each is T => typeof each === 'object' && each !== null);
}
