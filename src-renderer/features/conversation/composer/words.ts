import type { Id } from '#shared/domain/ids.ts';

/** What goes out of the message field. */
export interface Words {
  text: string;
  /** To colleagues only. */
  hidden: boolean;
  /** Colleagues whom a hidden message names. */
  mentions: Id[];
}
