import type { ChannelKind, Role } from '#shared/domain/directory.ts';
import type { Intent } from '#shared/intents/all.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { topics } from '#server/bus/topics.ts';
import { transaction } from '#server/db/transaction.ts';
import { appendToFeed } from '#server/feed/append.ts';
import type { Hub } from '#server/hub.ts';
import type { Client, Live } from './client.ts';
import { ADMIN, ANNA, BORIS, CLARA, LINE_A, LINE_C, NORTH, VERA, WS } from './company.ts';
import { TestPostgres } from './postgres.ts';
import { World } from './world.ts';

export const NAMES = { ANNA, BORIS, CLARA, VERA, ADMIN };
export type Name = keyof typeof NAMES;
export const EVERYBODY = Object.keys(NAMES) as Name[];

const scope = (operatorId: string, role: Role, lineIds: string[], branchIds: string[] = []): Scope => ({
  operatorId,
  role,
  lineIds,
  branchIds,
});
/** What each may see, as the company is founded. */
export const SCOPES: Readonly<Record<Name, Scope>> = {
  ANNA: scope(ANNA, 'operator', [LINE_A]),
  BORIS: scope(BORIS, 'operator', [LINE_A]),
  CLARA: scope(CLARA, 'operator', [LINE_C]),
  VERA: scope(VERA, 'senior', [], [NORTH]),
  ADMIN: scope(ADMIN, 'admin', []),
};

/** A company whose people are all at work, some at the one hub and some at the other. */
export class Everybody {
  readonly postgres: TestPostgres;
  readonly world: World;
  readonly hubs: readonly [Hub, Hub];
  readonly #clients: ReadonlyMap<Name, Client>;
  #marks = 0;

  private constructor(
    postgres: TestPostgres,
    world: World,
    hubs: readonly [Hub, Hub],
    clients: ReadonlyMap<Name, Client>,
  ) {
    this.postgres = postgres;
    this.world = world;
    this.hubs = hubs;
    this.#clients = clients;
  }

  /** @param kind of all channels */
  static async atWork(kind?: ChannelKind): Promise<Everybody> {
    const postgres = await TestPostgres.start();
    const world = await World.create(postgres, kind);
    const hubs = [await world.hub({ RATE_LIMITS: 'off' }), await world.hub({ RATE_LIMITS: 'off' })] as const;
    const clients = new Map<Name, Client>();
    for (const [i, name] of EVERYBODY.entries())
      clients.set(name, await world.signIn(hubs[i % 2 === 0 ? 0 : 1], NAMES[name]));
    return new Everybody(postgres, world, hubs, clients);
  }

  as(name: Name): Client {
    const found = this.#clients.get(name);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  }

  /** @returns `done`, or the code of what was refused */
  async outcome(name: Name, asked: Intent): Promise<string> {
    const [result] = await this.as(name).act(asked);
    return result?.status === 'refused' ? result.refusal.code : (result?.status ?? 'nothing');
  }

  /** Says something that everybody hears; who heard it has heard everything before. */
  async mark(): Promise<string> {
    const name = `mark ${(this.#marks += 1)}`;
    const change = {
      type: 'directory',
      entry: { kind: 'workspace', row: { id: WS, name, rev: 1_000 + this.#marks } },
    } as const;
    await transaction(this.world.db, (tx) =>
      appendToFeed(tx, WS, [{ change, audience: { kind: 'everybody' } }]),
    );
    this.world.channel.hub?.bus.publish(topics.feed, WS);
    return name;
  }

  /** What everybody hears while something is done. */
  async hear(act: () => Promise<unknown>): Promise<Record<Name, Live['changes']>> {
    const lives = new Map<Name, Live>();
    for (const name of EVERYBODY) {
      const { cursor } = await this.as(name).snapshotPage('?limit=1');
      lives.set(name, await this.as(name).live(cursor));
    }
    await act();
    const mark = await this.mark();
    const heard = {} as Record<Name, Live['changes']>;
    for (const [name, live] of lives) {
      await live.until((one) => isMarked(one, mark));
      heard[name] = live.changes.filter((change) => !isMark(change));
      await live.close();
    }
    return heard;
  }

  async stop(): Promise<void> {
    await this.world.stop();
    await this.postgres.stop();
  }
}

type Heard = Live['changes'][number];

function isMark(change: Heard): boolean {
  return nameOf(change)?.startsWith('mark ') === true;
}

export function isMarked(live: Live, mark: string): boolean {
  return live.changes.some((change) => nameOf(change) === mark);
}

function nameOf(change: Heard): string | null {
  return change.type === 'directory' && change.entry.kind === 'workspace' ? change.entry.row.name : null;
}
