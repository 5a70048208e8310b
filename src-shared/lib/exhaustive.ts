/**
 * Closes a `switch` over a tagged union: adding a member without handling it no longer compiles.
 * Throws when data that was never parsed reaches the switch at run time.
 */
export function exhaustive(value: never, what: string): never {
  throw new Error(`Unhandled ${what}: ${JSON.stringify(value)}`);
}
