import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../contract/index.js';

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD` */
const KEYWORD = 2;

export interface RegisteredSearchAttributes {
  added: string[];
  present: string[];
}

export interface FoundSearchAttributes {
  present: string[];
  missing: string[];
  /** There, and not of type Keyword. */
  mistyped: string[];
}

/** Which of our search attributes the client's namespace has. */
export async function findSearchAttributes(client: Client): Promise<FoundSearchAttributes> {
  const { namespace } = client.options;
  const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace });
  const there = SEARCH_ATTRIBUTES.filter((name) => customAttributes[name] !== undefined);
  return {
    present: there,
    missing: SEARCH_ATTRIBUTES.filter((name) => customAttributes[name] === undefined),
    mistyped: there.filter((name) => Number(customAttributes[name]) !== KEYWORD),
  };
}

/**
 * Registers our search attributes in the client's namespace; those that are there already stay.
 *
 * @throws Error where one of the names is taken by another type
 */
export async function registerSearchAttributes(client: Client): Promise<RegisteredSearchAttributes> {
  const { present, missing: added, mistyped } = await findSearchAttributes(client);
  if (mistyped.length > 0) {
    throw new Error(
      `search attributes of another type than Keyword stand in the way: ${mistyped.join(', ')}`,
    );
  }
  if (added.length > 0) {
    const { namespace } = client.options;
    const searchAttributes = Object.fromEntries(added.map((name) => [name, KEYWORD]));
    await client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  }
  return { added, present };
}
