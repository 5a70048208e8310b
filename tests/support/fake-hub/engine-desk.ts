import { ReplicaDb } from '#renderer/data/db/database.ts';
import { createActions } from '#renderer/data/intents/actions.ts';
import type { EngineOptions, SyncEngine } from '#renderer/data/sync/engine.ts';
import type { Id } from '#shared/domain/ids.ts';
import { fakeId, HubModel, operatorId } from './model.ts';
import { Chance, FakeNetwork } from './network.ts';
import { fastEngine, isCaughtUp, until } from './replica.ts';
import { FakeHub } from './server.ts';

let desks = 0;

/** A replica and its sync beside a model of the hub: operator 1 of line 1, who has a colleague on lines 1 and 2. */
export class EngineDesk {
  readonly me = operatorId(1);
  readonly model = new HubModel();
  readonly hub = new FakeHub(this.model);
  readonly network = new FakeNetwork(this.hub, new Chance(1));
  readonly db = new ReplicaDb(`engine-desk-${(desks += 1)}`);
  engine: SyncEngine;

  constructor() {
    this.model.addOperator(1, 'operator', [1]);
    this.model.addOperator(2, 'operator', [1, 2]);
    this.hub.tokens.set('t1', this.me);
    this.engine = this.newEngine();
  }

  get firstDialog(): Id {
    return [...this.model.dialogs.keys()][0] ?? '';
  }

  newEngine(more: Partial<EngineOptions> = {}, token = 't1'): SyncEngine {
    return fastEngine(this.db, this.me, token, this.network, more);
  }

  actions(): ReturnType<typeof createActions> {
    return createActions({ db: this.db, sendTyping: () => {} });
  }

  async start(): Promise<void> {
    this.engine.start();
    await this.online();
    await this.caughtUp();
  }

  /** The same person, the client started again. */
  async restart(more: Partial<EngineOptions> = {}): Promise<void> {
    await this.engine.stop();
    this.engine = this.newEngine(more);
    await this.start();
  }

  caughtUp(): Promise<void> {
    return until('the replica is caught up', () => isCaughtUp(this.db, this.model));
  }

  online(): Promise<void> {
    return until('online', () => this.engine.state.current().connection.kind === 'online');
  }

  outboxEmpty(): Promise<void> {
    return until('the outbox is empty', async () => (await this.db.outbox.count()) === 0);
  }

  /** So many talks, finished by the colleague long before anybody signs in. */
  finished(count: number): void {
    const { model } = this;
    for (let n = 1; n <= count; n += 1) {
      model.clientWrites(n, 1, `long ago ${n}`);
      const id = [...model.dialogs.values()].at(-1)?.id ?? '';
      const args = { dialogId: id, afterSeq: null };
      model.execute(operatorId(2), { id: fakeId(10, n * 1000), name: 'dialog.finish', args, at: n });
    }
    for (let n = 0; n < 20; n += 1) model.rename(1, `Name ${n}`);
  }

  async close(): Promise<void> {
    await this.engine.stop();
    this.db.close();
  }
}
