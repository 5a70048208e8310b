import { openBeside } from '#shared/domain/beside.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Client } from './client.ts';
import { firstOf } from './first-of.ts';

/** `openBeside`, by what is known here of the client's dialogs. */
export async function openBesideHere({ queries }: Client, dialog: Dialog): Promise<Dialog | null> {
  return openBeside(dialog, await firstOf(queries.contactDialogs(dialog.contactId)));
}
