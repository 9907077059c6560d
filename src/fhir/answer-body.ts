import type { FhirResource } from 'fhir/r5';
import { parseJson } from '../json/decimals.js';
import { isObject } from '../json/objects.js';

/** How much of a gateway's own words goes into a message. */
const MAX_TEXT_LENGTH = 300;

/** Whether a body says nothing at all. */
export function isEmpty(body: unknown): boolean {
  return typeof body !== 'string' || removeByteOrderMark(body).trim() === '';
}

/**
 * The body as a resource; null where it is empty or is none. The content type is not asked: gateways lose it. A byte
 * order mark is no part of JSON, and some services send one all the same.
 */
export function parseResource(body: unknown): FhirResource | null {
  const parsed = parseIfJson(body);
  return isObject(parsed) && typeof parsed.resourceType === 'string'
    ? (parsed as unknown as FhirResource)
    : null;
}

/**
 * What a body that is no FHIR says to people: the message of a gateway's JSON (Azure API Management, RFC 9457
 * problem details, OAuth), the title of a page, else the beginning of its text. Null where it says nothing.
 */
export function readGatewayText(body: unknown): string | null {
  if (typeof body !== 'string') return null;
  const parsed = parseIfJson(body);
  const text = isObject(parsed) ? findMessage(parsed) : readPageText(body);
  const line = text?.replace(/\s+/g, ' ').trim() ?? '';
  if (line === '') return null;
  return line.length > MAX_TEXT_LENGTH ? `${line.slice(0, MAX_TEXT_LENGTH)}…` : line;
}

function findMessage(json: Record<string, unknown>): string | null {
  const { error } = json;
  const inner = isObject(error) ? error.message : error;
  const texts = [json.message, json.detail, json.error_description, inner, json.title];
  return texts.find((text): text is string => typeof text === 'string') ?? null;
}

function readPageText(body: string): string {
  const title = /<title[^>]*>([^<]*)</i.exec(body.slice(0, 10_000))?.[1];
  return title ?? body.slice(0, 10_000).replace(/<[^>]*>/g, ' ');
}

function parseIfJson(body: unknown): unknown {
  if (typeof body !== 'string') return null;
  try {
    return parseJson(removeByteOrderMark(body));
  } catch {
    return null;
  }
}

function removeByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
