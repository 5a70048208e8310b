/**
 * The benchmarks' data: a shop's talks of 90 days, the same for the same seed, size and clock. Every talk can be made by
 * itself, so that nobody needs the whole set in memory; all summaries come from the product's own rules.
 */
import { BLANK, type Contact, type Phone } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Message, MessageBody } from '#shared/domain/message.ts';
import { appendMessage, type MessageDraft } from '#shared/domain/transcript.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { foundCompany, type Company } from './company.ts';
import { dialogLengths } from './lengths.ts';
import { FIRST_NAMES, LAST_NAMES, FILLINGS, SAYINGS, type Language } from './phrases.ts';
import { idAt, randomFrom, type Random } from './random.ts';

const phoneOf = (value: string, addedAt: number): Phone => ({
  value,
  written: value,
  source: 'operator',
  label: null,
  addedAt,
});

const DAY = 24 * 3600 * 1000;
const SPAN = 90 * DAY;
const OPEN_SHARE = 0.02;
const FEWEST_OPEN = 40;
/** Clients come back: so many of them for each dialog. */
const CONTACTS_SHARE = 0.6;

export interface DataSize {
  /** Ten messages each on average. */
  readonly dialogs: number;
  /** Milliseconds; nothing is younger. */
  readonly now: number;
  readonly seed?: number;
}

export interface Talk {
  readonly dialog: Dialog;
  readonly contact: Contact;
  readonly messages: readonly Message[];
  /** How the channel knows the client. */
  readonly externalUserId: string;
}

type Speaker =
  { kind: 'client' } | { kind: 'operator'; hidden: boolean } | { kind: 'event'; body: MessageBody };

export class DataSet {
  readonly company: Company = foundCompany();
  readonly dialogs: number;
  readonly contacts: number;
  readonly openDialogs: number;
  readonly #now: number;
  readonly #seed: number;
  readonly #lengths: Int32Array;

  constructor(size: DataSize) {
    this.dialogs = size.dialogs;
    this.#now = size.now;
    this.#seed = size.seed ?? 1;
    this.#lengths = dialogLengths(this.dialogs, this.#seed);
    this.contacts = Math.max(1, Math.ceil(this.dialogs * CONTACTS_SHARE));
    // A client has at most one open dialog, and the open ones are the newest.
    this.openDialogs = Math.min(this.contacts, Math.max(FEWEST_OPEN, Math.round(this.dialogs * OPEN_SHARE)));
  }

  get messages(): number {
    return this.dialogs * 10;
  }

  /** Messages of the dialog with this number. */
  length(i: number): number {
    return this.#lengths[i] ?? 0;
  }

  /** @param i the oldest dialog is 0 */
  talk(i: number): Talk {
    const random = randomFrom(this.#seed, 2, i);
    const contact = this.contact(i % this.contacts);
    const identity = contact.identities[0];
    const channel = this.company.channels[(i % this.contacts) % this.company.channels.length];
    const line = this.company.lines.find(({ id }) => id === channel?.lineId);
    if (!identity || !channel || !line) throw new Error('A client without a channel');
    const status = this.#status(i, random);
    const operatorId = random.pick(this.company.operators.slice(1)).id;
    const createdAt = this.#createdAt(i);
    let dialog: Dialog = dialogFixture({
      id: this.#dialogId(i),
      channelId: channel.id,
      lineId: line.id,
      branchId: line.branchId,
      contactId: contact.id,
      state: status === 'active' ? { status, responsibleId: operatorId } : { status: 'queued' },
      previousDialogId: i >= this.contacts ? this.#dialogId(i - this.contacts) : null,
      createdAt,
      lastActivityAt: createdAt,
      rev: this.length(i),
    });
    const speakers = speakersOf(this.length(i), status, operatorId, random);
    const gap = Math.min(6 * 60_000, (this.#now - createdAt) / (speakers.length + 1));
    const language: Language = random.chance(0.85) ? 'ru' : 'en';
    const messages: Message[] = [];
    let at = createdAt;
    for (const speaker of speakers) {
      const draft = draftOf(speaker, { at, random, language, operatorId, contactId: contact.id });
      const appended = appendMessage(dialog, draft);
      dialog = appended.dialog;
      messages.push(appended.message);
      at += Math.floor(gap * (0.1 + 0.9 * random.next()));
    }
    if (status === 'closed') {
      const state = { status, responsibleId: operatorId, closedAt: at, outcome: 'finished' } as const;
      dialog = { ...dialog, state, waitingSince: null, unread: 0 };
    }
    return { dialog, contact, messages, externalUserId: identity.externalId };
  }

  /** @param n the workspace's contacts are numbered from 1; this counts from 0 */
  contact(n: number): Contact {
    const random = randomFrom(this.#seed, 3, n);
    const channel = this.company.channels[n % this.company.channels.length];
    if (!channel) throw new Error('A company without channels');
    const createdAt = this.#createdAt(n);
    const id = idAt(createdAt, random);
    const name = random.chance(0.8) ? `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}` : null;
    const externalId = channel.kind === 'sitechat' ? id : `7900${String(1_000_000 + n)}`;
    return {
      id,
      name,
      number: n + 1,
      ...BLANK,
      phones: random.chance(0.6) ? [phoneOf(`+7900${String(1_000_000 + n)}`, createdAt)] : [],
      identities: [{ channelId: channel.id, kind: channel.kind, externalId, display: null }],
      createdAt,
      rev: 1,
    };
  }

  /** All talks, oldest first. */
  *talks(from = 0): Generator<Talk> {
    for (let i = from; i < this.dialogs; i += 1) yield this.talk(i);
  }

  #createdAt(i: number): number {
    // The newest is a quarter of an hour old, so that there was time to talk.
    return Math.floor(this.#now - SPAN + ((SPAN - 900_000) * (i + 1)) / this.dialogs);
  }

  #dialogId(i: number): string {
    return idAt(this.#createdAt(i), randomFrom(this.#seed, 4, i));
  }

  #status(i: number, random: Random): Dialog['state']['status'] {
    if (i < this.dialogs - this.openDialogs) return 'closed';
    // Nobody lets a client write for long without an answer.
    return this.length(i) <= 6 && random.chance(0.5) ? 'queued' : 'active';
  }
}

/** Who says each of `length` messages. */
function speakersOf(
  length: number,
  status: Dialog['state']['status'],
  operatorId: string,
  random: Random,
): Speaker[] {
  const event = (body: Extract<MessageBody, { kind: 'event' }>['event']): Speaker => ({
    kind: 'event',
    body: { kind: 'event', event: body },
  });
  const speakers: Speaker[] = [event({ type: 'opened' }), { kind: 'client' }];
  const end = status === 'closed' ? length - 1 : length;
  let claimed = false;
  while (speakers.length < end) {
    if (status === 'queued' || random.chance(0.48)) speakers.push({ kind: 'client' });
    else if (!claimed && speakers.length + 1 < end) {
      claimed = true;
      speakers.push(event({ type: 'claimed', operatorId }), { kind: 'operator', hidden: false });
    } else speakers.push({ kind: 'operator', hidden: random.chance(0.04) });
  }
  if (status === 'closed') speakers.push(event({ type: 'finished', operatorId }));
  return speakers;
}

interface Moment {
  at: number;
  random: Random;
  language: Language;
  operatorId: string;
  contactId: string;
}

function draftOf(speaker: Speaker, moment: Moment): MessageDraft {
  const { at, random, operatorId, contactId } = moment;
  const id = idAt(at, random);
  if (speaker.kind === 'event') {
    return { id, author: { kind: 'system' }, visibility: 'hidden', body: speaker.body, delivery: null, at };
  }
  const text: MessageDraft['body'] = { kind: 'text', text: textOf(speaker.kind, moment), attachments: [] };
  if (speaker.kind === 'client') {
    return {
      id,
      author: { kind: 'client', contactId },
      visibility: 'public',
      body: text,
      delivery: null,
      at,
    };
  }
  const author = { kind: 'operator', operatorId } as const;
  const visibility = speaker.hidden ? 'hidden' : 'public';
  const delivery = speaker.hidden ? null : ({ state: 'read', at: at + 30_000 } as const);
  return { id, author, visibility, body: text, delivery, at };
}

function textOf(speaker: 'client' | 'operator', { random, language }: Moment): string {
  const sayings = SAYINGS[language][speaker];
  const text = random.chance(0.06) ? `${random.pick(sayings)} ${random.pick(sayings)}` : random.pick(sayings);
  return text.replace(/\{(\w+)\}/g, (_, what: string) => {
    if (what === 'order') return `№ ${random.int(10_000, 90_000)}`;
    if (what === 'sum') return `${random.int(5, 900) * 10} ₽`;
    if (what === 'time') return `${random.int(12, 22)}:00`;
    return random.pick(FILLINGS[language][what as 'item' | 'city' | 'name']);
  });
}
