/**
 * Does something to each, one after the other. One at which it fails is in every round: the others must not wait behind it.
 * @param done as in "dialogs could not be …"
 * @returns to how many it was done
 * @throws when it failed at some, after all others
 */
export async function eachApart<T>(
  all: readonly T[],
  work: (one: T) => Promise<boolean>,
  done: string,
): Promise<number> {
  let count = 0;
  const failures: unknown[] = [];
  for (const one of all)
    try {
      if (await work(one)) count += 1;
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} dialogs could not be ${done}`);
  return count;
}
