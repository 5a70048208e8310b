import { intentSchema, type Intent, type IntentInput, type IntentName } from '#shared/intents/all.ts';
import { fakeId } from './fake-hub/model.ts';

/** The n-th intent that somebody made; what its schema has a default for may be left out. */
export function madeIntent<Name extends IntentName>(n: number, name: Name, args: IntentInput<Name>): Intent {
  return intentSchema.parse({ id: fakeId(9, n), name, args, at: 1 });
}
