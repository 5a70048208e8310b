import { dayDistance } from '#renderer/i18n/days.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Notice } from '#shared/domain/notice.ts';

export interface NoticeGroup {
  when: 'today' | 'earlier';
  notices: Notice[];
}

/** Today's and those before, each as it came: newest first. Groups without any are left out. */
export function groupNotices(notices: readonly Notice[], now: number): NoticeGroup[] {
  const isToday = (notice: Notice): boolean => dayDistance(notice.at, now) <= 0;
  const groups: NoticeGroup[] = [
    { when: 'today', notices: notices.filter(isToday) },
    { when: 'earlier', notices: notices.filter((notice) => !isToday(notice)) },
  ];
  return groups.filter((group) => group.notices.length > 0);
}

export function unseenOf(notices: readonly Notice[]): Notice[] {
  return notices.filter((notice) => notice.seenAt === null);
}

/** Those that whoever looks at the dialog has before his eyes. */
export function unseenIn(notices: readonly Notice[], dialogId: Id | null): Id[] {
  return unseenOf(notices)
    .filter((notice) => notice.dialogId === dialogId)
    .map((notice) => notice.id);
}

/** In portions that one intent may carry. */
export function inPortions<T>(all: readonly T[], size: number): T[][] {
  const portions: T[][] = [];
  for (let start = 0; start < all.length; start += size) portions.push(all.slice(start, start + size));
  return portions;
}
