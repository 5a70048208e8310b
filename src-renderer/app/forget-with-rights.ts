import type { QueryClient } from '@tanstack/react-query';
import { onOtherRights } from '#renderer/client/on-other-rights.ts';
import { detach } from '#shared/lib/detach.ts';
import type { Live } from '../data/queries/views.ts';

/** Forgets what the hub answered as soon as the person's rights are other ones, and asks again what is being looked at. */
export function forgetWithRights(
  mark: Live<string>,
  questions: Pick<QueryClient, 'resetQueries'>,
): () => void {
  return onOtherRights(mark, () =>
    detach(questions.resetQueries(), (error) => console.warn('asking the hub again failed', error)),
  );
}
