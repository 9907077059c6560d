/** Search attributes of every request, all of type Keyword. They are never encrypted: no product content. */
export const SEARCH_ATTRIBUTES = [
  'IdmpKind',
  'IdmpStage',
  'IdmpAccount',
  'IdmpTaskId',
  'IdmpBackfill',
  'IdmpIdentifier',
] as const;
/** One of {@link SEARCH_ATTRIBUTES}. */
export type SearchAttributeName = (typeof SEARCH_ATTRIBUTES)[number];
