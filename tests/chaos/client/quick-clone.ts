/**
 * Every row that goes into fake-indexeddb or comes out of it is cloned, and Node's `structuredClone` costs a quarter of a run. Rows
 * are plain objects, arrays and values: copied by hand that costs next to nothing. Everything else is left to Node.
 */
const thorough = globalThis.structuredClone;

class NotPlain extends Error {}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'function' || typeof value === 'symbol') throw new NotPlain();
    return value;
  }
  if (Array.isArray(value)) return value.map(copy);
  // Only what is seen of it: bytes of a row that was read from the journal lie in the memory of the whole file, and Node clones all of that.
  if (value instanceof Uint8Array) return new Uint8Array(value);
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null) throw new NotPlain();
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(value)) made[key] = copy((value as Record<string, unknown>)[key]);
  return made;
}

globalThis.structuredClone = <T>(value: T, options?: StructuredSerializeOptions): T => {
  if (options?.transfer) return thorough(value, options);
  try {
    return copy(value) as T;
  } catch (error) {
    if (error instanceof NotPlain) return thorough(value);
    throw error;
  }
};
