import { laneOf } from '#shared/intents/all.ts';
import type { Said } from '../client/client.ts';
import type { Story } from '../client/ledger.ts';
import { textNow, type Reworded } from './reworded.ts';
import type { Spoken, Truth } from './truth.ts';

export interface OutboxTally {
  intents: number;
  done: number;
  refused: Record<string, number>;
  discarded: number;
  visible: number;
}

/**
 * What became of everything a person did with one client. Each entry ended as done, as refused (and the person was told), was
 * taken back by him, or is still to be seen; and the hub has of it exactly what the client was told.
 */
export function outboxProblems(
  stories: ReadonlyMap<string, Story>,
  operatorId: string,
  truth: Truth,
  messagesById: ReadonlyMap<string, Spoken>,
  reworded: Reworded,
): { problems: string[]; tally: OutboxTally } {
  const problems: string[] = [];
  const tally: OutboxTally = { intents: stories.size, done: 0, refused: {}, discarded: 0, visible: 0 };
  for (const [id, story] of stories) {
    const answer = truth.intents.get(id);
    if (answer && answer.operatorId !== operatorId) problems.push(`${id} was done in another's name`);
    if (story.discarded && story.gone) tally.discarded += 1;
    if (!story.gone) tally.visible += 1;
    if (answer?.refusal) tally.refused[answer.refusal] = (tally.refused[answer.refusal] ?? 0) + 1;
    if (answer && answer.refusal === null) tally.done += 1;
    if (isReplaced(story, stories)) continue;
    problems.push(
      ...fateProblems(id, story, answer),
      ...messageProblems(id, story, answer, messagesById.get(id), reworded),
    );
  }
  return { problems: [...problems, ...orderProblems(stories, messagesById)], tally };
}

/** Of these only the last word counts: one that never left goes when the next is said. */
const LAST_WORDS = new Set(['presence.set', 'talk.read']);

function isReplaced({ n, intent, state, gone }: Story, stories: ReadonlyMap<string, Story>): boolean {
  if (!gone || state.kind !== 'waiting' || !LAST_WORDS.has(intent.name)) return false;
  const lane = laneOf(intent);
  return [...stories.values()].some(
    (other) => other.n > n && other.intent.name === intent.name && laneOf(other.intent) === lane,
  );
}

type Answer = { refusal: string | null } | undefined;

function fateProblems(id: string, story: Story, answer: Answer): string[] {
  const name = `${id} (${story.intent.name})`;
  const { state } = story;
  const done = answer !== undefined && answer.refusal === null;
  if (!story.gone && state.kind !== 'refused') return [`${name} is still ${state.kind} in the outbox`];
  if (done && story.refused) return [`${name} was done, and its author was told that it was refused`];
  if (done && !story.gone) return [`${name} was done and is still shown`];
  if (answer?.refusal && !story.refused)
    return [`${name} was refused (${answer.refusal}), and nobody was told`];
  // Refused by what came before it, it may never have left the client.
  if (!answer && !story.refused && !story.discarded) return [`${name} vanished: the hub never had it`];
  if (story.gone && !done && !story.discarded)
    return [`${name} vanished from the outbox while it was ${state.kind}`];
  return [];
}

function messageProblems(
  id: string,
  story: Story,
  answer: Answer,
  message: Spoken | undefined,
  reworded: Reworded,
): string[] {
  const { intent } = story;
  const said = intent.name === 'message.send' && answer !== undefined && answer.refusal === null;
  if (!said) return message ? [`${id} was not said, but there is such a message`] : [];
  if (!message) return [`${id} was acknowledged and is not in the hub`];
  const { dialogId, visibility } = intent.args;
  const text = textNow(reworded, id, intent.args.text);
  const same = message.dialogId === dialogId && message.text === text && message.visibility === visibility;
  return same ? [] : [`${id} is another message than was written: ${message.text} instead of ${text}`];
}

/** In each dialog the messages of one outbox stand in the order in which they were written. */
function orderProblems(
  stories: ReadonlyMap<string, Story>,
  messagesById: ReadonlyMap<string, Spoken>,
): string[] {
  const written = [...stories.entries()].toSorted(([, a], [, b]) => a.n - b.n);
  const last = new Map<string, { seq: number; id: string }>();
  const problems: string[] = [];
  for (const [id] of written) {
    const message = messagesById.get(id);
    if (!message) continue;
    const before = last.get(message.dialogId);
    if (before && before.seq > message.seq)
      problems.push(`${id} stands before ${before.id}, which was written earlier`);
    last.set(message.dialogId, { seq: message.seq, id });
  }
  return problems;
}

/**
 * What became of the messages that a person saw in the conversation of a browser: each is in the hub as it was shown, once and in
 * order, or still lies in the outbox with the hub's refusal.
 */
export function seenProblems(
  said: readonly Said[],
  operatorId: string,
  truth: Truth,
  messagesById: ReadonlyMap<string, Spoken>,
  outbox: readonly { id: string; state: string }[],
  reworded: Reworded,
): { problems: string[]; tally: OutboxTally } {
  const problems: string[] = [];
  const answers = [...truth.intents.values()].filter((answer) => answer.operatorId === operatorId);
  const refused = answers.flatMap(({ refusal }) => (refusal === null ? [] : [refusal]));
  const tally: OutboxTally = {
    intents: answers.length,
    done: answers.length - refused.length,
    refused: Object.fromEntries(
      [...Map.groupBy(refused, (code) => code)].map(([code, all]) => [code, all.length]),
    ),
    discarded: 0,
    visible: outbox.length,
  };
  const kept = new Map(outbox.map(({ id, state }) => [id, state]));
  const last = new Map<string, number>();
  for (const { id, dialogId, text, visibility } of said) {
    const message = messagesById.get(id);
    if (!message && kept.get(id) !== 'refused')
      problems.push(`"${text}" vanished (${id}, ${kept.get(id) ?? 'gone'})`);
    if (!message) continue;
    if (kept.has(id)) problems.push(`"${text}" was sent and is still ${kept.get(id)}`);
    const now = textNow(reworded, id, text);
    if (message.dialogId !== dialogId || message.text !== now || message.visibility !== visibility)
      problems.push(`"${text}" is another message than was written`);
    if (message.seq < (last.get(dialogId) ?? 0))
      problems.push(`"${text}" stands before what was written earlier`);
    last.set(dialogId, message.seq);
  }
  return { problems, tally };
}
