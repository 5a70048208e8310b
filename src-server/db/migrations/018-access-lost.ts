import type { Migration } from './migration.ts';

/** Events of dialogs say who lost access to them; the tables hold any event, and any kind of notice. */
export const accessLost: Migration = {
  number: 18,
  name: 'access-lost',
  changesRows: true,
  up: [],
};
