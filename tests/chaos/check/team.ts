/** Talks of the team: what a replica has of them, what the tables say, and how the two differ. */
import type { TalkRecord } from '#renderer/data/db/talk-rows.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { seesTalk, type Talk } from '#shared/domain/talk.ts';
import type { Db } from '#server/db/transaction.ts';
import { toMark, toTalk, toTalkMessage } from '#server/talks/rows.ts';
import { print } from './canonical.ts';

/** By talk; `messages` from seq `from` on, without a hole. */
export type TeamDigest = Record<
  string,
  { print: string; mark: string | null; lastSeq: number; from: number; messages: string[] }
>;

export interface TeamTruth {
  talks: Map<string, { talk: Talk; print: string; messages: string[] }>;
  /** By `<operator> <talk>`. */
  marks: Map<string, string>;
}

export function teamDigest(
  talks: readonly TalkRecord[],
  messages: readonly Message[],
  problems: string[],
): TeamDigest {
  const byTalk = Map.groupBy(messages, ({ dialogId }) => dialogId);
  const digest: TeamDigest = {};
  for (const { id, talk, mark, known } of talks) {
    const here = (byTalk.get(id) ?? []).toSorted((a, b) => a.seq - b.seq);
    byTalk.delete(id);
    const seqs = here.map(({ seq }) => seq).join();
    const wanted = known ? Array.from({ length: known.to - known.from + 1 }, (_, i) => known.from + i) : [];
    if (seqs !== wanted.join())
      problems.push(`the talk ${id} says it knows ${wanted.join()}, here are ${seqs}`);
    digest[id] = {
      print: print(talk),
      mark: mark && print(mark),
      lastSeq: talk.lastSeq,
      from: here[0]?.seq ?? talk.lastSeq + 1,
      messages: here.map(print),
    };
  }
  for (const id of byTalk.keys()) problems.push(`messages of the talk ${id}, which is not here`);
  return digest;
}

export async function readTeam(db: Db): Promise<TeamTruth> {
  const messages = Map.groupBy(
    await db.selectFrom('talk_messages').selectAll().orderBy('seq').execute(),
    (row) => row.talk_id,
  );
  const talks = (await db.selectFrom('talks').selectAll().execute()).map(toTalk);
  const marks = await db.selectFrom('talk_marks').selectAll().execute();
  return {
    talks: new Map(
      talks.map((talk) => [
        talk.id,
        {
          talk,
          print: print(talk),
          messages: (messages.get(talk.id) ?? []).map((row) => print(toTalkMessage(row))),
        },
      ]),
    ),
    marks: new Map(marks.map((row) => [`${row.operator_id} ${row.talk_id}`, print(toMark(row))])),
  };
}

export function teamProblems(digest: TeamDigest, truth: TeamTruth, scope: Scope): string[] {
  const problems: string[] = [];
  for (const [id, { talk, print: wanted, messages }] of truth.talks) {
    const here = digest[id];
    if (!seesTalk(scope, talk.place)) {
      if (here) problems.push(`the talk ${id} is none of his`);
      continue;
    }
    if (!here) {
      problems.push(`the talk ${id} is missing`);
      continue;
    }
    if (here.print !== wanted) problems.push(`the talk ${id} is not as in the hub`);
    const mark = truth.marks.get(`${scope.operatorId} ${id}`) ?? null;
    if (here.mark !== mark) problems.push(`the mark of the talk ${id} is not as in the hub`);
    here.messages.forEach((one, i) => {
      if (messages[here.from - 1 + i] !== one)
        problems.push(`message ${here.from + i} of the talk ${id} is not as in the hub`);
    });
  }
  for (const id of Object.keys(digest))
    if (!truth.talks.has(id)) problems.push(`the talk ${id} is not in the hub`);
  return problems;
}
