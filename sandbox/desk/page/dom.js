/**
 * Creates an element. Children that are not nodes become text, so that content of a Task is never HTML. Children that
 * are null, undefined or false are left out.
 */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** Sets a text only where it differs, so that a reader's selection is kept. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes these elements the children of `parent`, in this order. Existing children are not touched, and the focus is
 * kept, even on an element that moves.
 */
export function setChildren(parent, elements) {
  const focused = document.activeElement;
  for (const child of [...parent.children]) if (!elements.includes(child)) child.remove();
  elements.forEach((element, index) => {
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
  });
  if (focused !== document.activeElement && parent.contains(focused)) focused.focus({ preventScroll: true });
}
