/**
 * JSON as it should be. Some pages give all lists a `toJSON` that makes a text of them: what is asked for instead is the list
 * itself, where it lies.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, changed: unknown) {
    const own = this[key];
    return Array.isArray(own) ? own : changed;
  });
}
