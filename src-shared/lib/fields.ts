export type Fields = Readonly<Record<string, unknown>>;

/** What stands in an object of which nothing is known yet; of anything else, lists included: nothing. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
