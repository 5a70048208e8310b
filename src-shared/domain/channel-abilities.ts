import type { AttachmentKind } from './attachment.ts';
import type { ChannelKind } from './directory.ts';
import { textLimitOf, type TextLimit } from './text-limit.ts';

const MB = 1_000_000;
/** Largest file that the hub takes from anybody. */
export const MAX_FILE_BYTES = 50 * MB;

/** What may be attached to one message of a channel. */
export interface FileLimits {
  /** Largest file of a kind; a kind that is not named goes as `other`, null: it does not go at all. */
  maxBytes: Partial<Record<AttachmentKind, number | null>> & { other: number | null };
}

/** What a channel can do, as data: screens say it before anything is sent, the hub holds to it. */
export interface ChannelAbilities {
  textLimit: TextLimit;
  /** Longest time after sending in which a message can still be edited, in milliseconds; null: it cannot. */
  editWithinMs: number | null;
  deleteWithinMs: number | null;
  /** Most different reactions of the company that the client sees on a message; 0: only colleagues see them. */
  mostReactions: number;
  /** Whether the client sees what an answer refers to. */
  reply: boolean;
  /** Whether the client can fill in a form; elsewhere it goes as text (`formAsText`). */
  forms: boolean;
  files: FileLimits;
  /** The farthest state that the client's messenger tells of. */
  receipts: 'none' | 'delivered' | 'read';
  /**
   * With whom the company may begin (scenario A8). `acquaintances`: only with who has written here before; `phones`, `emails`: with
   * anybody whose number or address is known.
   */
  writeFirst: 'acquaintances' | 'phones' | 'emails';
}

const ALWAYS = Number.MAX_SAFE_INTEGER;
const HOUR_MS = 3600 * 1000;
const NO_MARKS = {
  editWithinMs: null,
  deleteWithinMs: null,
  mostReactions: 0,
  reply: false,
  forms: false,
} as const;
const ANY_FILE: FileLimits = { maxBytes: { other: MAX_FILE_BYTES } };

/**
 * Sources: Telegram Bot API (`sendPhoto` 10 MB, other files 50 MB, `editMessageText`, `deleteMessage` within 48 hours,
 * `setMessageReaction` one of a bot); WhatsApp Cloud
 * API, supported media (images 5 MB, audio and video 16 MB, documents 100 MB); Instagram Messaging API (images 8 MB, audio and
 * video 25 MB, no documents); VK API (documents 200 MB, edit and delete within 24 hours); Avito
 * messenger API (delete within an hour).
 */
const ABILITIES: Record<ChannelKind, Omit<ChannelAbilities, 'textLimit'>> = {
  sitechat: {
    editWithinMs: ALWAYS,
    deleteWithinMs: ALWAYS,
    mostReactions: 20,
    reply: true,
    forms: true,
    files: ANY_FILE,
    receipts: 'read',
    writeFirst: 'acquaintances',
  },
  telegram: {
    editWithinMs: ALWAYS,
    deleteWithinMs: 48 * HOUR_MS,
    mostReactions: 1,
    reply: true,
    forms: false,
    files: { maxBytes: { image: 10 * MB, other: MAX_FILE_BYTES } },
    receipts: 'none',
    writeFirst: 'acquaintances',
  },
  whatsapp: {
    ...NO_MARKS,
    mostReactions: 1,
    reply: true,
    files: {
      maxBytes: { image: 5 * MB, audio: 16 * MB, voice: 16 * MB, video: 16 * MB, other: MAX_FILE_BYTES },
    },
    receipts: 'read',
    writeFirst: 'phones',
  },
  instagram: {
    ...NO_MARKS,
    files: { maxBytes: { image: 8 * MB, audio: 25 * MB, voice: 25 * MB, video: 25 * MB, other: null } },
    receipts: 'read',
    writeFirst: 'acquaintances',
  },
  vk: {
    ...NO_MARKS,
    editWithinMs: 24 * HOUR_MS,
    deleteWithinMs: 24 * HOUR_MS,
    reply: true,
    files: ANY_FILE,
    receipts: 'read',
    writeFirst: 'acquaintances',
  },
  avito: {
    ...NO_MARKS,
    deleteWithinMs: HOUR_MS,
    files: { maxBytes: { image: 24 * MB, other: null } },
    receipts: 'read',
    writeFirst: 'acquaintances',
  },
  email: { ...NO_MARKS, files: { maxBytes: { other: 20 * MB } }, receipts: 'none', writeFirst: 'emails' },
};

/** A channel that is not known here takes what the hub takes, and no marks on what was said. */
const UNKNOWN: Omit<ChannelAbilities, 'textLimit'> = {
  ...NO_MARKS,
  files: ANY_FILE,
  receipts: 'none',
  writeFirst: 'acquaintances',
};

/** @param kind null for a channel that is not known here */
export function abilitiesOf(kind: ChannelKind | null): ChannelAbilities {
  return { ...(kind === null ? UNKNOWN : ABILITIES[kind]), textLimit: textLimitOf(kind) };
}

/** Largest file of a kind that may be sent; 0: none of the kind. A hidden message goes to no channel: give null as its channel. */
export function maxFileBytes(channel: ChannelKind | null, kind: AttachmentKind): number {
  const { maxBytes } = abilitiesOf(channel).files;
  const limit = maxBytes[kind];
  return (limit === undefined ? maxBytes.other : limit) ?? 0;
}
