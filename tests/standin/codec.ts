/**
 * Carries what structured cloning can carry through a JSON text. The same function runs in Node and, as
 * text, in the page; therefore it uses nothing outside of itself.
 */
export interface Codec {
  /** Throws a DataCloneError for functions, symbols and the like, as Electron's IPC does. */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

export function createCodec(): Codec {
  type Packed = null | string | boolean | number | Packed[] | { [tag: string]: Packed };

  const pack = (value: unknown): Packed => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : { n: String(value) };
    if (value === undefined) return { u: 0 };
    if (typeof value === 'bigint') return { i: value.toString() };
    if (Array.isArray(value)) return value.map(pack);
    if (value instanceof Date) return { d: value.getTime() };
    if (value instanceof Map) return { m: [...value].map(([k, v]) => [pack(k), pack(v)]) };
    if (value instanceof Set) return { s: [...value].map(pack) };
    if (value instanceof Uint8Array) return { b: [...value] };
    if (value instanceof ArrayBuffer) return { a: [...new Uint8Array(value)] };
    if (value instanceof Error) return { e: [value.name, value.message] };
    return { o: Object.entries(value).map(([k, v]) => [k, pack(v)]) };
  };

  const unpack = (packed: Packed): unknown => {
    if (packed === null || typeof packed !== 'object') return packed;
    if (Array.isArray(packed)) return packed.map(unpack);
    const [tag, body] = Object.entries(packed)[0] as [string, Packed];
    const list = Array.isArray(body) ? body : [];
    const pairs = () => list.map((pair) => (pair as Packed[]).map(unpack) as [unknown, unknown]);
    switch (tag) {
      case 'n':
        return Number(body);
      case 'i':
        return BigInt(body as string);
      case 'd':
        return new Date(body as number);
      case 'm':
        return new Map(pairs());
      case 's':
        return new Set(list.map(unpack));
      case 'b':
        return Uint8Array.from(list as number[]);
      case 'a':
        return Uint8Array.from(list as number[]).buffer;
      case 'e':
        return Object.assign(new Error(list[1] as string), { name: list[0] as string });
      case 'o':
        return Object.fromEntries(pairs() as [string, unknown][]);
      default:
        return undefined;
    }
  };

  return {
    encode: (value) => JSON.stringify(pack(structuredClone(value))),
    decode: (text) => unpack(JSON.parse(text) as Packed),
  };
}
