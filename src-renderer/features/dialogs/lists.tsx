import { CircleCheck, Inbox, MessagesSquare, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ListName } from '#shared/domain/lists.ts';

export const LIST_ICONS: Record<ListName, ReactNode> = {
  unanswered: <Inbox size={20} strokeWidth={1.75} />,
  mine: <UserRound size={20} strokeWidth={1.75} />,
  all: <MessagesSquare size={20} strokeWidth={1.75} />,
  closed: <CircleCheck size={20} strokeWidth={1.75} />,
};

/** Ids that join the tabs with their panel. */
export const tabId = (name: ListName): string => `list-tab-${name}`;
export const PANEL_ID = 'list-panel';

/** How a dialog was opened: by pointer and Enter the person goes on to write, by Space and stepping he stays. */
export type OpenHow = 'enter' | 'look';
