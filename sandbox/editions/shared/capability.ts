import type { CapabilityStatementRestResource } from 'fhir/r5';

type Interaction = 'read' | 'create' | 'delete' | 'search-type';

/** Declares a resource type in a capability statement; parameters have the type `string` unless told otherwise. */
export function resource(
  type: NonNullable<CapabilityStatementRestResource['type']>,
  interactions: readonly Interaction[],
  search: readonly string[],
  types: Readonly<Record<string, 'reference' | 'token'>> = {},
  definitions: Readonly<Record<string, string>> = {},
): CapabilityStatementRestResource {
  return {
    type,
    interaction: interactions.map((code) => ({ code })),
    searchParam: search.map((name) => {
      const definition = definitions[name];
      return { name, type: types[name] ?? 'string', ...(definition === undefined ? {} : { definition }) };
    }),
  };
}
