import type { ChatItem } from '#shared/wire/chat/item.ts';
import type { Spoken, Truth } from './truth.ts';

export interface Talk {
  name: string;
  visitorId: string;
  /** Acknowledged, in order. */
  said: readonly { text: string; item: ChatItem }[];
  heard: readonly ChatItem[];
  /** The whole talk as the hub tells it. */
  items: readonly ChatItem[];
}

/** What is wrong with the talk of one visitor: his words, and what he was answered, each once and in order, and nothing else. */
export function visitorProblems(talk: Talk, truth: Truth): string[] {
  const problems: string[] = [];
  const say = (words: string): void => void problems.push(`${talk.name}: ${words}`);
  const { items, said, heard } = talk;
  if (items.some((item, i) => item.seq !== i + 1)) say('his talk has holes');
  const own = items.filter((item) => item.from === 'visitor').map((item) => item.text);
  if (own.join('\n') !== said.map(({ text }) => text).join('\n')) say('his words are not what he said');
  const heardIds = heard.map((item) => item.id).join('\n');
  if (heardIds !== items.map((item) => item.id).join('\n')) say('he heard something else than the hub tells');

  const dialogs = [...truth.dialogs.values()].filter(
    ({ externalUserId }) => externalUserId === talk.visitorId,
  );
  const messages = dialogs.map(({ dialog }) => truth.messages.get(dialog.id) ?? []);
  return [...problems, ...wordsProblems(talk, messages), ...answerProblems(talk, messages)];
}

/** Each of his words once in one of the dialogs, in each in the order in which he said them. Not from dialog to dialog: one that was finished may be taken up again. */
function wordsProblems({ name, items }: Talk, dialogs: readonly (readonly Spoken[])[]): string[] {
  const problems: string[] = [];
  const own = new Map(items.filter(({ from }) => from === 'visitor').map((item) => [item.id, item]));
  let held = 0;
  for (const messages of dialogs) {
    const here = messages.filter(({ author }) => author === 'client');
    held += here.length;
    const places = here.map(({ id, text }) => {
      const item = own.get(id);
      return item?.text === text ? item.seq : null;
    });
    if (places.some((seq, i) => seq === null || seq <= (places[i - 1] ?? 0)))
      problems.push(`${name}: ${messages[0]?.dialogId} does not hold what he said`);
  }
  if (held !== own.size)
    problems.push(`${name}: the dialogs hold ${held} messages of his, he said ${own.size}`);
  return problems;
}

/**
 * Of every dialog all public answers, once, in order, as they read now; and nothing from the company besides. What was deleted may
 * never have come, and says nothing where it did.
 */
function answerProblems(talk: Talk, dialogs: readonly (readonly Spoken[])[]): string[] {
  const problems: string[] = [];
  const got = talk.items.filter((item) => item.from === 'company');
  const gotIds = new Set(got.map(({ id }) => id));
  let answers = 0;
  for (const messages of dialogs) {
    const given = messages.filter(
      (one) => one.author === 'operator' && one.visibility === 'public' && (one.text !== null || one.deleted),
    );
    const wanted = new Map(
      given.filter(({ id, deleted }) => !deleted || gotIds.has(id)).map((one) => [one.id, one]),
    );
    answers += wanted.size;
    const here = got.filter(({ id }) => wanted.has(id));
    if (here.map(({ id }) => id).join() !== [...wanted.keys()].join())
      problems.push(`${talk.name}: got other answers than were given in ${messages[0]?.dialogId}`);
    problems.push(
      ...here
        .filter((item) => !readsLike(item, wanted.get(item.id)))
        .map(({ id }) => `${talk.name}: ${id} reads otherwise`),
    );
  }
  if (answers !== got.length) problems.push(`${talk.name}: got ${got.length} answers, ${answers} were given`);
  return problems;
}

function readsLike(item: ChatItem, message: Spoken | undefined): boolean {
  // It is said honestly that the client has something else.
  if (!message || message.amendment !== null) return true;
  return item.deleted === message.deleted && item.text === (message.text ?? '');
}
