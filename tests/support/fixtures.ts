import type { Dialog } from '#shared/domain/dialog.ts';

/** Entities for tests: every field set, each test changes what it is about. */

export const ANNA = '01890000-0000-7000-8000-0000000000a1';
export const BORIS = '01890000-0000-7000-8000-0000000000b1';
export const LINE = '01890000-0000-7000-8000-000000000011';
export const BRANCH = '01890000-0000-7000-8000-000000000021';

export function dialogFixture(patch: Partial<Dialog> = {}): Dialog {
  return {
    id: '01890000-0000-7000-8000-000000000001',
    channelId: '01890000-0000-7000-8000-000000000031',
    lineId: LINE,
    branchId: BRANCH,
    contactId: '01890000-0000-7000-8000-000000000041',
    state: { status: 'queued' },
    participantIds: [],
    previousDialogId: null,
    createdAt: 1_000,
    lastActivityAt: 1_000,
    waitingSince: null,
    unread: 0,
    lastSeq: 0,
    lastMessage: null,
    rev: 1,
    ...patch,
  };
}
