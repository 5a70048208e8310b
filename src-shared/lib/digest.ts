/** First 32 bits of the fractional part. Of roots of small primes a double has many more than these. */
const fraction = (x: number): number => Math.floor((x - Math.floor(x)) * 2 ** 32) | 0;

const PRIMES: readonly number[] = (() => {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
})();
const ROUND_KEYS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const BEGINNING = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/**
 * SHA-256 (FIPS 180-4) of a text of ASCII letters, as eight words. Written out here because this room has no `crypto`, and because what
 * is computed in an optimistic effect cannot wait for one that answers later.
 */
export function sha256Words(ascii: string): number[] {
  const words = padded(ascii);
  let state = [...BEGINNING];
  for (let at = 0; at < words.length; at += 16) state = withChunk(state, words.slice(at, at + 16));
  return state.map((word) => word >>> 0);
}

function padded(ascii: string): number[] {
  const chunks = Math.ceil((ascii.length + 9) / 64);
  const words = Array.from({ length: chunks * 16 }, () => 0);
  const put = (at: number, byte: number): void => {
    words[at >> 2] = (words[at >> 2] ?? 0) | (byte << (24 - (at % 4) * 8));
  };
  for (let i = 0; i < ascii.length; i += 1) put(i, ascii.charCodeAt(i) & 0x7f);
  put(ascii.length, 0x80);
  words[words.length - 1] = ascii.length * 8;
  return words;
}

function withChunk(state: readonly number[], chunk: readonly number[]): number[] {
  const w = [...chunk];
  const word = (i: number): number => w[i] ?? 0;
  for (let i = 16; i < 64; i += 1) {
    const [x, y] = [word(i - 15), word(i - 2)];
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    w.push((word(i - 16) + s0 + word(i - 7) + s1) | 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + s1 + choice + (ROUND_KEYS[i] ?? 0) + word(i)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + s0 + majority) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((x, i) => (x + (state[i] ?? 0)) | 0);
}

/** A UUIDv8 (RFC 9562) that is the same for the same name, wherever it is computed. */
export function idFromName(ascii: string): string {
  const hex = sha256Words(ascii)
    .slice(0, 4)
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
