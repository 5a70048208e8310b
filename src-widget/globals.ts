/**
 * The page as the widget finds it, and how it leaves it. Evaluated before any module that brings zod, which is why
 * `widget.ts` imports this one first; all in one turn, so that no script of the page sees anything else than what it made.
 */

/** Where zod keeps its settings for all copies of itself on a page. The widget's copy needs none. */
const ZOD_MARK = '__zod_globalConfig';
const marked = ZOD_MARK in globalThis;

/** What old libraries hang onto every object: zod walks its schemas with `for … in`, which would meet it. */
const strays = new Map<string, PropertyDescriptor>();
for (const name of Object.keys(Object.prototype)) {
  const stray = Object.getOwnPropertyDescriptor(Object.prototype, name);
  if (stray?.configurable !== true) continue;
  strays.set(name, stray);
  Reflect.deleteProperty(Object.prototype, name);
}

/** Old libraries know lists and what has a length, but no sets. */
const pageArrayFrom = Array.from;
Array.from = ((some: Iterable<unknown>) => [...some]) as typeof Array.from;

/** Gives the page back its own, and takes zod's mark off one that had none: only the widget's name stays there. */
export function putBack(): void {
  if (!marked) Reflect.deleteProperty(globalThis, ZOD_MARK);
  for (const [name, stray] of strays) Reflect.defineProperty(Object.prototype, name, stray);
  Array.from = pageArrayFrom;
}

// Should anything between here and there fail, the page must not pay for it.
queueMicrotask(putBack);
