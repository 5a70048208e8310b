import { MAX_TEXT_BYTES, utf8Length } from '../lib/text.ts';
import type { ChannelKind } from './directory.ts';

/** The longest text that one message of a channel carries. Messengers count characters (UTF-16 units) or UTF-8 bytes. */
export interface TextLimit {
  unit: 'bytes' | 'characters';
  max: number;
}

const OUR_OWN: TextLimit = { unit: 'bytes', max: MAX_TEXT_BYTES };

/**
 * Sources: Telegram Bot API, `sendMessage`; WhatsApp Cloud API, text messages; Instagram Messaging API, text of a message.
 * A kind whose limit is not known yet has that of the hub.
 */
const LIMITS: Record<ChannelKind, TextLimit> = {
  sitechat: OUR_OWN,
  telegram: { unit: 'characters', max: 4096 },
  whatsapp: { unit: 'characters', max: 4096 },
  instagram: { unit: 'bytes', max: 1000 },
  vk: OUR_OWN,
  avito: OUR_OWN,
  email: OUR_OWN,
};

/** @param kind null for a channel that is not known here: then the hub's own limit holds */
export function textLimitOf(kind: ChannelKind | null): TextLimit {
  return kind === null ? OUR_OWN : LIMITS[kind];
}

/** A text's size in the unit of the limit. */
export function sizeIn(unit: TextLimit['unit'], text: string): number {
  return unit === 'bytes' ? utf8Length(text) : text.length;
}
