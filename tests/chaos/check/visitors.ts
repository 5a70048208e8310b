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

  const dialogs = [...truth.dialogs.values()]
    .filter(({ externalUserId }) => externalUserId === talk.visitorId)
    .toSorted((a, b) => a.dialog.createdAt - b.dialog.createdAt || (a.dialog.id < b.dialog.id ? -1 : 1));
  const stored = dialogs.flatMap(({ dialog }) => truth.messages.get(dialog.id) ?? []);
  const written = stored.filter(({ author }) => author === 'client').map(({ text }) => text);
  if (written.join('\n') !== own.join('\n')) say('the dialogs do not hold what he said');
  return [
    ...problems,
    ...answerProblems(
      talk,
      dialogs.map(({ dialog }) => truth.messages.get(dialog.id) ?? []),
    ),
  ];
}

/** Of every dialog all public answers, once, in order; and nothing from the company besides. */
function answerProblems(talk: Talk, dialogs: readonly (readonly Spoken[])[]): string[] {
  const problems: string[] = [];
  const got = talk.items.filter((item) => item.from === 'company').map((item) => item.id);
  let answers = 0;
  for (const messages of dialogs) {
    const wanted = messages.filter(
      (one) => one.author === 'operator' && one.visibility === 'public' && one.text !== null,
    );
    answers += wanted.length;
    const ids = new Set(wanted.map(({ id }) => id));
    const here = got.filter((id) => ids.has(id));
    if (here.join() !== wanted.map(({ id }) => id).join())
      problems.push(`${talk.name}: got other answers than were given in ${messages[0]?.dialogId}`);
  }
  if (answers !== got.length) problems.push(`${talk.name}: got ${got.length} answers, ${answers} were given`);
  return problems;
}
