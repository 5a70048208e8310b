import type { FormRequest } from '#shared/domain/form.ts';
import type { Id } from '#shared/domain/ids.ts';

/** What goes out of the message field. */
export interface Words {
  text: string;
  /** To colleagues only. */
  hidden: boolean;
  /** Colleagues whom a hidden message names. */
  mentions: Id[];
  /** What the client is asked by them. */
  form: FormRequest | null;
}
