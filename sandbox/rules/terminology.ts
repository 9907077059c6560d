import type { Edition } from '../editions/index.js';
import type { Issue } from '../http/outcome.js';
import { text, type JsonObject } from '../json.js';
import { error } from './findings.js';
import { isLanguage } from './languages.js';
import { HL7_CODES } from './r5/codes.js';
import { everyObject } from './walk.js';

/**
 * Checks codes of systems whose content the edition knows completely, at any place. An unknown code is an error, even
 * where the binding is only an example.
 */
export function checkCodes(edition: Edition, task: JsonObject): Issue[] {
  const systems: Readonly<Record<string, readonly string[]>> = { ...HL7_CODES, ...edition.codes };
  return [...everyObject(task, 'Task')].flatMap(([value, path]) => {
    const [system, code] = [text(value.system), text(value.code)];
    const codes = system !== undefined && Object.hasOwn(systems, system) ? systems[system] : undefined;
    if (codes === undefined || code === undefined || codes.includes(code)) return [];
    const text_ = `"${code}" is unknown in ${system}, edition ${edition.name}; it has ${codes.join(', ')}.`;
    return [error('code-invalid', text_, `${path}.code`)];
  });
}

/** `language` of a resource is a code of BCP-47 (R5, required). */
export function checkResourceLanguage(resource: JsonObject, path: string): Issue[] {
  const language = text(resource.language);
  if (language === undefined || isLanguage(language)) return [];
  return [error('code-invalid', `"${language}" is not a language code of BCP-47.`, `${path}.language`)];
}
