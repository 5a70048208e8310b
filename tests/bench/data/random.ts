/** Numbers that look random and are the same on every machine: sfc32, seeded from any integers. */
export interface Random {
  /** 0 ≤ n < 1. */
  next(): number;
  /** 0 ≤ n < 2³². */
  bits(): number;
  /** A whole number, `from` ≤ n < `to`. */
  int(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  chance(share: number): boolean;
  /** Mean 0, deviation 1. */
  normal(): number;
}

/** @param seed any integers; another order is another sequence */
export function randomFrom(...seed: readonly number[]): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const bits = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (const part of seed) {
    a ^= part | 0;
    b ^= Math.imul(Math.floor(part / 4_294_967_296) ^ part, 0x85ebca6b);
    for (let i = 0; i < 4; i += 1) bits();
  }
  for (let i = 0; i < 8; i += 1) bits();
  const next = (): number => bits() / 4_294_967_296;
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from));
  return {
    next,
    bits,
    int,
    chance: (share) => next() < share,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick(list) {
      const one = list[int(0, list.length)];
      if (one === undefined) throw new Error('Nothing to pick from');
      return one;
    },
  };
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex32 = (bits: number): string =>
  `${HEX[bits >>> 24]}${HEX[(bits >>> 16) & 255]}${HEX[(bits >>> 8) & 255]}${HEX[bits & 255]}`;

/** A UUIDv7 of a given moment; `uuidv7` of the product asks for bytes and is too slow for millions. */
export function idAt(at: number, random: Random): string {
  const time = `${hex32(Math.floor(at / 65_536))}${hex32(at % 65_536).slice(4)}`;
  const [x, y, z] = [hex32(random.bits()), hex32(random.bits()), hex32(random.bits())];
  const variant = '89ab'.charAt(random.bits() & 3);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${x.slice(0, 3)}-${variant}${x.slice(3, 6)}-${y}${z.slice(0, 4)}`;
}
