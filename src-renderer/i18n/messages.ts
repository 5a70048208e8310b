/** The catalogs of all languages, and the types of their keys. English is the source; the others follow by type. */
import { en } from './en/catalog.ts';
import { ru } from './ru/catalog.ts';
import type { ParamsOf } from './params.ts';

export type MessageKey = keyof typeof en;
type Params<Key extends MessageKey> = ParamsOf<(typeof en)[Key]>;

/** No second argument for messages without parameters, all of them for the others. */
export type ParamsArg<Key extends MessageKey> = keyof Params<Key> extends never ? [] : [params: Params<Key>];

export type Translate = <Key extends MessageKey>(key: Key, ...params: ParamsArg<Key>) => string;

export const LOCALES = ['en', 'ru'] as const;
export type Locale = (typeof LOCALES)[number];

export const catalogs: Record<Locale, Record<MessageKey, string>> = { en, ru };
