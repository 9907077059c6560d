import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../contract/index.js';

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD` */
const KEYWORD = 2;

export interface RegisteredSearchAttributes {
  added: string[];
  present: string[];
}

/**
 * Registers our search attributes in the client's namespace; those that are there already stay.
 *
 * @throws Error where one of the names is taken by another type
 */
export async function registerSearchAttributes(client: Client): Promise<RegisteredSearchAttributes> {
  const { namespace } = client.options;
  const { operatorService } = client.connection;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const present = SEARCH_ATTRIBUTES.filter((name) => customAttributes[name] !== undefined);
  const mistyped = present.filter((name) => Number(customAttributes[name]) !== KEYWORD);
  if (mistyped.length > 0) {
    throw new Error(
      `search attributes of another type than Keyword stand in the way: ${mistyped.join(', ')}`,
    );
  }
  const added = SEARCH_ATTRIBUTES.filter((name) => customAttributes[name] === undefined);
  if (added.length > 0) {
    const searchAttributes = Object.fromEntries(added.map((name) => [name, KEYWORD]));
    await operatorService.addSearchAttributes({ namespace, searchAttributes });
  }
  return { added, present };
}
