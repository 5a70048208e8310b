/** Numbers by slot, as densely as they can lie. */
type Numbers = Float64Array | Int32Array | Uint8Array;

/** A typed array that grows by doubling. */
export class Growing<T extends Numbers> {
  at: T;
  private readonly make: (length: number) => T;

  constructor(make: (length: number) => T) {
    this.make = make;
    this.at = make(256);
  }

  set(slot: number, value: number): void {
    if (slot >= this.at.length) {
      const more = this.make(Math.max(slot + 1, this.at.length * 2));
      more.set(this.at);
      this.at = more;
    }
    this.at[slot] = value;
  }
}

export const times = (): Growing<Float64Array> => new Growing((length) => new Float64Array(length));
export const counts = (): Growing<Int32Array> => new Growing((length) => new Int32Array(length));
export const flags = (): Growing<Uint8Array> => new Growing((length) => new Uint8Array(length));

/** Ids as small numbers, for as long as the table lives. */
export class Codes {
  readonly ids: string[] = [];
  private readonly codes = new Map<string, number>();

  of(id: string): number {
    const known = this.codes.get(id);
    if (known !== undefined) return known;
    const code = this.ids.length;
    this.ids.push(id);
    this.codes.set(id, code);
    return code;
  }

  known(id: string): number | undefined {
    return this.codes.get(id);
  }
}
