import type { Contact, ContactNote, Email, Phone } from '#shared/domain/contact.ts';
import type { Id } from '#shared/domain/ids.ts';

/** What a person does to the client's card. Each is seen at once; what can be taken back says so in a toast. */
export interface CardDeeds {
  /** An empty name takes it away. */
  rename: (name: string) => void;
  addPhone: (written: string) => void;
  removePhone: (phone: Phone) => void;
  addEmail: (written: string) => void;
  removeEmail: (email: Email) => void;
  tag: (tag: string) => void;
  untag: (tag: string) => void;
  note: (text: string) => void;
  editNote: (note: ContactNote, text: string) => void;
  deleteNote: (note: ContactNote) => void;
  /** `from` becomes part of `into`. */
  merge: (from: Contact, into: Contact) => void;
  unmerge: (fromId: Id) => void;
  /** What could not even be written to this computer; in the machine's words. */
  failure: string | null;
  forgetFailure: () => void;
}
