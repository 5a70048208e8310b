import { searchReplies } from '#shared/domain/reply-search.ts';
import { isWhole, prepare, until } from './product.ts';
import type { Account, ReplyTimes } from './calls.ts';

const OPENED = 1_000;

/** The library of quick replies as the list behind `/` uses it: opened, opened again, searched letter by letter, and edited meanwhile. */
export async function replies(input: Account & { questions: readonly string[] }): Promise<ReplyTimes> {
  const client = await (await prepare(input))();
  await until(client.queries.status(), isWhole);
  const live = client.queries.quickReplies();
  const took = async (work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };
  const firstMs = await took(() => until(live, () => true));
  // Together: one is below what a page's clock can tell.
  const opened = await took(async () => {
    for (let n = 0; n < OPENED; n += 1) await until(live, () => true);
  });
  const view = await until(live, () => true);
  const searchMs: number[] = [];
  let found = 0;
  for (const text of input.questions) {
    const startedAt = performance.now();
    found += searchReplies(view.index, text, { rank: view.rank }).length;
    searchMs.push(performance.now() - startedAt);
  }
  const [used] = view.replies;
  const useMs = await took(async () => {
    const id = used?.reply.id ?? '';
    await client.actions.noteReplyUsed(id);
    await until(live, ({ byId }) => (byId.get(id)?.uses ?? 0) > (used?.uses ?? 0));
  });
  await client.close();
  return { replies: view.replies.length, firstMs, openMs: opened / OPENED, searchMs, useMs, found };
}
