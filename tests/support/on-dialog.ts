import { intentSchema, isOnDialog, type OnDialog } from '#shared/intents/all.ts';

/** Parses an intent as clients and the hub do; one that is about a dialog. */
export function onDialog(raw: unknown): OnDialog {
  const intent = intentSchema.parse(raw);
  if (!isOnDialog(intent)) throw new Error(`${intent.name} is about no dialog`);
  return intent;
}
