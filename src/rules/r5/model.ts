import model from 'fhirpath/fhir-context/r5';

/** An element of R5 as JSON has it: one entry a JSON property, so each type of a choice has its own. */
export interface R5Element {
  /** JSON property: `valueReference`. */
  name: string;
  /** FHIRPath name: `value`. */
  base: string;
  /** `Task.input.value[x]`. */
  path: string;
  /** `Reference`, `code`, `BackboneElement`, … */
  type: string;
  repeats: boolean;
  /** Where its children are described: its own path for a backbone, the type's name else; null for a primitive. */
  content: string | null;
  /** Path whose content it has, where that is another's (R5: contentReference). */
  sameAs: string | null;
  /** Resource types that a reference may lead to; null: any. */
  targets: readonly string[] | null;
}

/** R5's primitive types; `System.String` is what ids and `Extension.url` have. */
const PRIMITIVES = new Set(
  (
    'base64Binary boolean canonical code date dateTime decimal id instant integer integer64 markdown oid ' +
    'positiveInt string time unsignedInt uri url uuid xhtml System.String'
  ).split(' '),
);

const INLINE = new Set(['BackboneElement', 'Element']);

/** Children by parent path or type; made once, for all of R5, from the data that come with `fhirpath`. */
const children = new Map<string, Map<string, R5Element>>();

function addElement(path: string, name: string, type: string, base: string): void {
  const cut = path.lastIndexOf('.');
  const parent = path.slice(0, cut);
  const isPrimitive = PRIMITIVES.has(type);
  const elements = children.get(parent) ?? new Map<string, R5Element>();
  children.set(parent, elements);
  elements.set(name, {
    name,
    base,
    path: base === name ? path : `${path}[x]`,
    type,
    repeats: model.path2Repeating[path] === true,
    content: isPrimitive ? null : INLINE.has(type) ? path : type,
    sameAs: model.pathsDefinedElsewhere[path] ?? null,
    targets: targetsOf(path),
  });
}

function targetsOf(path: string): readonly string[] | null {
  const targets = model.path2RefType[path];
  return targets === undefined || targets.includes('Resource') ? null : targets;
}

for (const [path, types] of Object.entries(model.choiceTypePaths)) {
  const base = path.slice(path.lastIndexOf('.') + 1);
  for (const suffix of types) {
    const lower = suffix[0]!.toLowerCase() + suffix.slice(1);
    addElement(path, base + suffix, PRIMITIVES.has(lower) ? lower : suffix, base);
  }
}
for (const [path, type] of Object.entries(model.path2Type)) {
  const cut = path.lastIndexOf('.');
  const name = path.slice(cut + 1);
  if (cut > 0 && children.get(path.slice(0, cut))?.has(name) !== true) addElement(path, name, type, name);
}
/** Elements with another's content repeat (the model's data do not say it), but for this one. */
const SINGLE = new Set(['SubstanceDefinition.structure.molecularWeight']);

for (const [path, original] of Object.entries(model.pathsDefinedElsewhere)) {
  const name = path.slice(path.lastIndexOf('.') + 1);
  addElement(path, name, 'BackboneElement', name);
  children.get(path.slice(0, path.lastIndexOf('.')))!.get(name)!.repeats = !SINGLE.has(path);
  children.set(path, children.get(original)!);
}

/** The elements that may stand below a path (of a backbone) or in a type; undefined for what R5 has not. */
export function elementsOf(content: string): ReadonlyMap<string, R5Element> | undefined {
  return children.get(content);
}

/** Whether R5 has such a resource type. */
export function isResourceType(name: unknown): name is string {
  if (typeof name !== 'string') return false;
  const parent = model.type2Parent[name];
  return (
    parent === 'DomainResource' ||
    parent === 'Resource' ||
    parent === 'CanonicalResource' ||
    parent === 'MetadataResource'
  );
}

/** The type and what it specialises, nearest first: `Age`, `Quantity`, `DataType`, … */
export function listAncestry(type: string): string[] {
  const parent = model.type2Parent[type];
  return parent === undefined ? [type] : [type, ...listAncestry(parent)];
}
