/** Does `count` things, `width` at a time. @returns milliseconds for all, and of each */
export async function drive(
  count: number,
  width: number,
  work: (n: number, lane: number) => Promise<void>,
): Promise<{ ms: number; each: number[] }> {
  const each: number[] = [];
  let next = 0;
  const lane = async (number: number): Promise<void> => {
    while (next < count) {
      const n = next;
      next += 1;
      const startedAt = performance.now();
      await work(n, number);
      each.push(performance.now() - startedAt);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: width }, (_, number) => lane(number)));
  return { ms: performance.now() - startedAt, each };
}
