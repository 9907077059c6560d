import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { SearchAttributeName } from '../contract/index.js';

/** Sets search attributes of this workflow; each call is one event of its history. */
export function setSearchAttributes(values: Partial<Record<SearchAttributeName, string>>): void {
  upsertSearchAttributes(
    Object.entries(values).map(([name, value]) => ({
      key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
      value,
    })),
  );
}

/** A search attribute that this workflow was started with, or has set. */
export function searchAttribute(name: SearchAttributeName): string | undefined {
  return workflowInfo().typedSearchAttributes.get(
    defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
  );
}
