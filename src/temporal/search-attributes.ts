import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../contract/index.js';

/** `temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD` */
const KEYWORD = 2;

/** The result of a registration, by names. */
export interface RegisteredSearchAttributes {
  added: string[];
  present: string[];
}

/** The state of our search attributes in a namespace, by names. */
export interface FoundSearchAttributes {
  present: string[];
  missing: string[];
  /** Present with another type than Keyword. */
  mistyped: string[];
}

/** Finds our search attributes in the client's namespace. */
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
 * Registers our search attributes in the client's namespace. Existing ones remain.
 *
 * @throws Error if a search attribute exists with another type
 */
export async function registerSearchAttributes(client: Client): Promise<RegisteredSearchAttributes> {
  const { present, missing: added, mistyped } = await findSearchAttributes(client);
  if (mistyped.length > 0) {
    throw new Error(
      `these search attributes exist with another type than Keyword: ${mistyped.join(', ')}. Use another namespace, or remove them`,
    );
  }
  if (added.length > 0) {
    const { namespace } = client.options;
    const searchAttributes = Object.fromEntries(added.map((name) => [name, KEYWORD]));
    await client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  }
  return { added, present };
}
