import model from 'fhirpath/fhir-context/r5';

/** An element of R5 in JSON. Each JSON property is an element, so each type of a choice has its own. */
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
  /** Key of its children: its own path for a backbone element, or else its type; null for a primitive. */
  content: string | null;
  /** Path of the element whose content it shares (R5: contentReference). */
  sameAs: string | null;
  /** Resource types that a reference may refer to; null for any type. */
  targets: readonly string[] | null;
}

/** R5's primitive types. `System.String` is the type of ids and of `Extension.url`. */
const PRIMITIVES = new Set(
  (
    'base64Binary boolean canonical code date dateTime decimal id instant integer integer64 markdown oid ' +
    'positiveInt string time unsignedInt uri url uuid xhtml System.String'
  ).split(' '),
);

const INLINE = new Set(['BackboneElement', 'Element']);

/** Children by parent path or type. They are created once, for all of R5, from the data in the package `fhirpath`. */
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
/** Elements with shared content that do not repeat. All others repeat, which the data of the model do not tell. */
const SINGLE = new Set(['SubstanceDefinition.structure.molecularWeight']);

for (const [path, original] of Object.entries(model.pathsDefinedElsewhere)) {
  const name = path.slice(path.lastIndexOf('.') + 1);
  addElement(path, name, 'BackboneElement', name);
  children.get(path.slice(0, path.lastIndexOf('.')))!.get(name)!.repeats = !SINGLE.has(path);
  children.set(path, children.get(original)!);
}

/** Returns the elements below the path of a backbone element, or of a type. Returns undefined for an unknown path or type. */
export function elementsOf(content: string): ReadonlyMap<string, R5Element> | undefined {
  return children.get(content);
}

/** Tells whether R5 has such a resource type. */
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

/** Lists a type and its ancestors, the nearest first: `Age`, `Quantity`, `DataType`, … */
export function listAncestry(type: string): string[] {
  const parent = model.type2Parent[type];
  return parent === undefined ? [type] : [type, ...listAncestry(parent)];
}
