/** Where zod keeps its settings for all copies of itself on a page. The widget's copy needs none. */
const ZOD_MARK = '__zod_globalConfig';

/** Evaluated before any module that brings zod, which is why `widget.ts` imports this one first. */
const before = ZOD_MARK in globalThis;

/** Takes zod's mark off a page that had none: the widget leaves nothing there but its own name. */
export function putBack(): void {
  if (!before) Reflect.deleteProperty(globalThis, ZOD_MARK);
}
