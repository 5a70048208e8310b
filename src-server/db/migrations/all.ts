import { core } from './001-core.ts';
import { sitechat } from './002-sitechat.ts';
import { deliveryWorker } from './003-delivery-worker.ts';
import { pageUrl } from './004-page-url.ts';
import { turns } from './005-turns.ts';
import { search } from './006-search.ts';
import { signInPace } from './007-sign-in-pace.ts';
import { feedPage } from './008-feed-page.ts';
import { pruning } from './009-pruning.ts';
import { handOver } from './010-hand-over.ts';
import { filesMigration } from './011-files.ts';
import { messageMarks } from './012-message-marks.ts';
import { presence } from './013-presence.ts';
import { quickReplies } from './014-quick-replies.ts';
import { contactCard } from './015-contact-card.ts';
import { table } from './016-table.ts';
import { teamTalks } from './017-team-talks.ts';
import { accessLost } from './018-access-lost.ts';
import { forms } from './019-forms.ts';
import { feedHorizon } from './020-feed-horizon.ts';
import { feedRows } from './021-feed-rows.ts';
import type { Migration } from './migration.ts';

/** In order. A channel that needs tables of its own adds its file and its line here. */
export const MIGRATIONS: readonly Migration[] = [
  core,
  sitechat,
  deliveryWorker,
  pageUrl,
  turns,
  search,
  signInPace,
  feedPage,
  pruning,
  handOver,
  filesMigration,
  messageMarks,
  presence,
  quickReplies,
  contactCard,
  table,
  teamTalks,
  accessLost,
  forms,
  feedHorizon,
  feedRows,
];
