import type { FhirResource } from 'fhir/r5';
import { parseJson } from '../json/decimals.js';
import { isObject } from '../json/objects.js';

/** Limits a gateway's text in a message, in characters. */
const MAX_TEXT_LENGTH = 300;

/** Tells whether a body has no content. */
export function isEmpty(body: unknown): boolean {
  return typeof body !== 'string' || removeByteOrderMark(body).trim() === '';
}

/**
 * Parses a body as a resource. Returns null for an empty body and for anything else. The content type is ignored,
 * because gateways lose it. A byte order mark is not valid JSON, but some services send one.
 */
export function parseResource(body: unknown): FhirResource | null {
  const parsed = parseIfJson(body);
  return isObject(parsed) && typeof parsed.resourceType === 'string'
    ? (parsed as unknown as FhirResource)
    : null;
}

/**
 * Reads the text for people in a body that is not FHIR: the message in a gateway's JSON (Azure API Management, RFC 9457
 * problem details, OAuth), the title of a page, or the beginning of its text. Returns null if there is no text.
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
