import { isIPv4, isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * Whom a limit counts as one: an IPv4 address, or the /64 of an IPv6 address, of which everybody with one connection has 2⁶⁴.
 * Pure. @param address as a socket or a proxy names it; what is no address is taken as it is
 */
export function networkOf(address: string): string {
  const plain = MAPPED.exec(address)?.[1] ?? address;
  if (isIPv4(plain) || !isIPv6(plain)) return plain;
  const [written = ''] = plain.toLowerCase().split('%');
  const [head = '', tail] = written.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  // An embedded IPv4 address at the end stands for two groups; it never reaches into the first four by itself.
  const known = before.length + after.length + (after.at(-1)?.includes('.') ? 1 : 0);
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - known }, () => '0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** The hub's own machine. */
export function isLoopback(address: string): boolean {
  const plain = MAPPED.exec(address)?.[1] ?? address;
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}
