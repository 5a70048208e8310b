import {
  CircleCheck,
  CornerUpLeft,
  FilterX,
  Inbox,
  MessagesSquare,
  Table2,
  UserRound,
  UsersRound,
} from 'lucide-react';

/** What the window shows: a list, the table, the team's side. A part of `COMMANDS`. */
export const PLACE_COMMANDS = {
  'list.unanswered': {
    title: 'list.unanswered',
    group: 'move',
    icon: Inbox,
    words: 'command.words.list',
    keys: [{ code: 'Digit1', alt: true }],
  },
  'list.mine': {
    title: 'list.mine',
    group: 'move',
    icon: UserRound,
    words: 'command.words.list',
    keys: [{ code: 'Digit2', alt: true }],
  },
  'list.all': {
    title: 'list.all',
    group: 'move',
    icon: MessagesSquare,
    words: 'command.words.list',
    keys: [{ code: 'Digit3', alt: true }],
  },
  'list.closed': {
    title: 'list.closed',
    group: 'move',
    icon: CircleCheck,
    words: 'command.words.list',
    keys: [{ code: 'Digit4', alt: true }],
  },
  'table.open': {
    title: 'table.open',
    group: 'move',
    icon: Table2,
    words: 'table.words',
    keys: [{ code: 'Digit5', alt: true }],
  },
  'table.reset': { title: 'table.reset', group: 'app', icon: FilterX, words: 'table.words' },
  'team.open': {
    title: 'team.title',
    group: 'move',
    icon: UsersRound,
    words: 'command.words.team',
    keys: [{ code: 'Digit6', alt: true }],
  },
  'team.back': {
    title: 'team.back',
    group: 'move',
    icon: CornerUpLeft,
    words: 'command.words.list',
  },
} as const;
