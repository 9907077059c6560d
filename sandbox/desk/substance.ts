import type { FhirResource, Reference, SubstanceDefinition, SubstanceDefinitionName, Task } from 'fhir/r5';
import {
  concept,
  country,
  fact,
  identifier,
  language,
  quantity,
  said,
  type Fact,
  type Said,
} from './words.js';

/** A substance as a chemist reads it. */
export interface SubstanceView {
  name: string;
  facts: Fact[];
}

/** Reads the substance in a Task's contained resources; null where the Task has no substance. */
export function substanceIn(task: Task): SubstanceView | null {
  const substance = ((task.contained ?? []) as FhirResource[]).find(
    (resource) => resource.resourceType === 'SubstanceDefinition',
  );
  if (!substance) return null;
  return {
    name: substance.name?.[0]?.name ?? 'A substance without a name',
    facts: [
      fact('Name', ...(substance.name ?? []).map(nameLine)),
      fact('Identifier', ...(substance.identifier ?? []).map(identifier)),
      fact('Code', ...(substance.code ?? []).map(({ code }) => concept(code))),
      ...structureFacts(substance),
      fact('Classification', ...(substance.classification ?? []).map(concept)),
      fact('For', concept(substance.domain)),
      fact('Description', said(substance.description)),
      fact('Sources', ...(substance.informationSource ?? []).map(source)),
      fact('Note', ...(substance.note ?? []).map(({ text }) => said(text))),
    ].filter((each) => each !== undefined),
  };
}

function nameLine({
  name,
  type,
  preferred,
  language: languages = [],
  domain = [],
}: SubstanceDefinitionName): Said | undefined {
  const remarks = [
    concept(type)?.text,
    preferred === true ? 'preferred' : undefined,
    ...languages.map(language),
    ...domain.map(country),
  ].filter((part) => part !== undefined);
  return said(name, remarks.length > 0 ? remarks.join(', ') : undefined);
}

function structureFacts({ structure, molecularWeight = [] }: SubstanceDefinition): (Fact | undefined)[] {
  const weights = [...molecularWeight, ...(structure?.molecularWeight ? [structure.molecularWeight] : [])];
  return [
    fact('Molecular formula', said(structure?.molecularFormula), said(structure?.molecularFormulaByMoiety)),
    fact('Molecular weight', ...weights.map(({ amount }) => said(quantity(amount)))),
    fact('Stereochemistry', concept(structure?.stereochemistry)),
    fact('Optical activity', concept(structure?.opticalActivity)),
    fact(
      'Structure',
      ...(structure?.representation ?? []).map(({ representation, format }) =>
        said(representation, concept(format)?.text),
      ),
    ),
  ];
}

function source({ display, reference, identifier: number }: Reference): Said | undefined {
  return said(display ?? reference ?? number?.value);
}
