import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTE_KEYS } from '../contract/search-attribute-keys.js';
import type { SearchAttributeName } from '../contract/index.js';

/** Sets search attributes of this workflow. Each call is one event of its history. */
export function setSearchAttributes(values: Partial<Record<SearchAttributeName, string>>): void {
  const names = Object.keys(values) as SearchAttributeName[];
  upsertSearchAttributes(names.map((name) => ({ key: SEARCH_ATTRIBUTE_KEYS[name], value: values[name]! })));
}

/** Returns a search attribute that this workflow was started with or has set. */
export function searchAttribute(name: SearchAttributeName): string | undefined {
  return workflowInfo().typedSearchAttributes.get(SEARCH_ATTRIBUTE_KEYS[name]);
}
