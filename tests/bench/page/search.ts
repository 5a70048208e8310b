import { isWhole, prepare, until } from './product.ts';
import { searchable } from './searchable.ts';
import type { Account, SearchTimes } from './calls.ts';

/** The product's local search, asked as its field asks it. */
export async function search(input: Account & { questions: readonly string[] }): Promise<SearchTimes> {
  const client = await (await prepare(input))();
  await until(client.queries.status(), isWhole);
  await searchable(client);
  const times: number[] = [];
  let found = 0;
  for (const text of input.questions) {
    const startedAt = performance.now();
    const answer = await client.search.find({ text, limit: 50, before: null });
    times.push(performance.now() - startedAt);
    if (!answer) throw new Error(`The index cannot answer: ${client.search.state().kind}`);
    found += answer.messages.length;
  }
  const { usage = 0 } = await navigator.storage.estimate();
  await client.close();
  return { times, found, bytes: usage };
}
