import type { ConnectionState } from '#renderer/data/queries/views.ts';
import type { MessageKey } from '#renderer/i18n/messages.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';

export type Tone = 'ok' | 'busy' | 'off' | 'stop';

interface ConnectionLook {
  label: Extract<MessageKey, `status.${string}`> &
    (
      | 'status.online'
      | 'status.offline'
      | 'status.connecting'
      | 'status.updateClient'
      | 'status.updateHub'
      | 'status.signedOut'
    );
  tone: Tone;
}

/** One word for the connection, and how worrying it is. */
export function connectionLook(state: ConnectionState): ConnectionLook {
  switch (state.kind) {
    case 'online':
      return { label: 'status.online', tone: 'ok' };
    case 'connecting':
      return { label: 'status.connecting', tone: 'busy' };
    case 'offline':
    case 'reconnecting':
      return { label: 'status.offline', tone: 'off' };
    case 'client_too_old':
      return { label: 'status.updateClient', tone: 'stop' };
    case 'hub_too_old':
      return { label: 'status.updateHub', tone: 'stop' };
    case 'signed_out':
      return { label: 'status.signedOut', tone: 'stop' };
    default:
      return exhaustive(state, 'connection state');
  }
}
