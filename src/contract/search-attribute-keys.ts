import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { SEARCH_ATTRIBUTES, type SearchAttributeName } from './search-attributes.js';

type KeywordKey = ReturnType<typeof defineSearchAttributeKey<typeof SearchAttributeType.KEYWORD>>;

/** Typed keys of {@link SEARCH_ATTRIBUTES}, as Temporal's SDK takes them. */
export const SEARCH_ATTRIBUTE_KEYS = Object.fromEntries(
  SEARCH_ATTRIBUTES.map((name) => [name, defineSearchAttributeKey(name, SearchAttributeType.KEYWORD)]),
) as Readonly<Record<SearchAttributeName, KeywordKey>>;
