import { core } from './001-core.ts';
import { sitechat } from './002-sitechat.ts';
import { deliveryWorker } from './003-delivery-worker.ts';
import type { Migration } from './migration.ts';

/** In order. A channel that needs tables of its own adds its file and its line here. */
export const MIGRATIONS: readonly Migration[] = [core, sitechat, deliveryWorker];
