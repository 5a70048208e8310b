import type pg from 'pg';
import { HubProcess } from '#tests/support/hub-process.ts';
import { eventually, Operator, World } from '#tests/integration/sitechat-world.ts';
import type { Hub } from '#server/hub.ts';
import { Site } from './site.ts';

/** A real hub process on a real PostgreSQL, a site on another origin whose visitors may chat, and an operator. */
export interface Stage {
  hub: HubProcess;
  site: Site;
  sql: pg.Pool;
  anna: Operator;
  channelId: string;
  /** The hub in the form in which the integration tests know it. */
  inProcess: Hub;
}

/** A hub of its own for tests that kill it; `test` shares one among all others. */
export async function setStage(): Promise<Stage & { strike(): Promise<void> }> {
  const world = await World.start();
  const hub = await HubProcess.start({ DATABASE_URL: world.url, RATE_LIMITS: 'off', LOG_LEVEL: 'error' });
  const channelId = /chat\/([^/]+)\//.exec(hub.ready.chatUrl ?? '')?.[1] ?? '';
  const site = await Site.start(
    () => `<script async src="${hub.ready.url}/widget.js" data-channel="${channelId}"></script>`,
  );
  await world.pool.query('update channels set config = config || $1 where id = $2', [
    JSON.stringify({ origins: [site.origin] }),
    channelId,
  ]);
  // The hub keeps a channel's settings for a moment.
  const asked = `${hub.ready.url}/chat/${channelId}/config`;
  await eventually(
    async () => (await fetch(asked, { headers: { origin: site.origin } })).status,
    (status) => status === 200,
  );
  const inProcess = {
    url: hub.ready.url,
    demo: { channelId, logins: hub.ready.logins },
    stop: () => hub.stop(),
  };
  const anna = await Operator.signIn(inProcess, 'anna');
  const strike = async (): Promise<void> => {
    await hub.stop();
    await site.stop();
    await world.stop();
  };
  return { hub, site, sql: world.pool, anna, channelId, inProcess, strike };
}
