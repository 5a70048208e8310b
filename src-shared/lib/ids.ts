const HEX = '0123456789abcdef';

function hex(value: number, digits: number): string {
  let out = '';
  let rest = value;
  for (let i = 0; i < digits; i += 1) {
    out = HEX.charAt(rest % 16) + out;
    rest = Math.floor(rest / 16);
  }
  return out;
}

/**
 * Makes a UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. Sorts by time of making.
 * This room has no `crypto`, so the caller brings the clock and at least 10 random bytes.
 */
export function uuidv7(nowMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new Error('uuidv7 needs at least 10 random bytes');
  const byte = (i: number): number => random[i] ?? 0;
  const time = hex(nowMs, 12);
  const version = (byte(0) & 0x0f) | 0x70;
  const variant = (byte(2) & 0x3f) | 0x80;
  let tail = '';
  for (let i = 4; i < 10; i += 1) tail += hex(byte(i), 2);
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex(version, 2)}${hex(byte(1), 2)}-${hex(variant, 2)}${hex(byte(3), 2)}-${tail}`;
}

/**
 * The id of the n-th by-product of something that already has an id (0 < n < 65,536), the same wherever it is computed:
 * an optimistic effect and the hub thus give the same id to the same event message.
 */
export function deriveId(id: string, n: number): string {
  const tail = Number.parseInt(id.slice(-4), 16);
  return id.slice(0, -4) + hex((tail ^ n) & 0xffff, 4);
}
