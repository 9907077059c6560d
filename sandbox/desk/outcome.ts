import type { Task } from 'fhir/r5';
import type { Edition } from '../editions/index.js';
import type { Store } from '../store/store.js';
import type { Said } from './words.js';

/** An identifier from the service for a Task, with a label such as `PhPID, level 4`. */
export interface Outcome extends Said {
  label: string;
}

/** Lists the identifiers in a completed Task's outputs. */
export function outcomesOf(edition: Edition, store: Store, task: Task): Outcome[] {
  return (task.output ?? []).flatMap(({ valueReference }) => {
    const [type = '', id] = (valueReference?.reference ?? '').split('/');
    const text = id ?? valueReference?.identifier?.value;
    if (text === undefined) return [];
    return [{ label: labelOf(edition, store, type, text), text }];
  });
}

function labelOf(edition: Edition, store: Store, type: string, id: string): string {
  if (type === 'SubstanceDefinition') return 'GSID';
  if (type !== 'AdministrableProductDefinition') return edition.productOutput.label;
  const published = store.published(edition.name, 'AdministrableProductDefinition', id);
  const identifiers =
    published?.resourceType === 'AdministrableProductDefinition' ? published.identifier : [];
  const code = identifiers?.[0]?.type?.coding?.[0]?.code ?? '';
  const level = edition.levelCodes.indexOf(code) + 1;
  return level === 0 ? 'PhPID' : `PhPID, level ${level}`;
}
