import type { ChannelKind, Role } from '#shared/domain/directory.ts';
import { hashPassword } from '#server/auth/password.ts';
import { transaction, type Db } from '#server/db/transaction.ts';
import { beginEpoch } from '#server/feed/epoch.ts';

const id = (kind: number, n: number): string =>
  `01890000-000${kind}-7000-8000-${String(n).padStart(12, '0')}`;

/** A small company: two branches, three lines, one channel each, and somebody of every role. */
export const WS = id(0, 1);
export const NORTH = id(1, 1);
export const SOUTH = id(1, 2);
/** North has two lines, south one. */
export const LINE_A = id(2, 1);
export const LINE_B = id(2, 2);
export const LINE_C = id(2, 3);
export const CHANNEL_A = id(3, 1);
export const CHANNEL_B = id(3, 2);
export const CHANNEL_C = id(3, 3);
/** Operators of line A. */
export const ANNA = id(4, 1);
export const BORIS = id(4, 2);
/** Operator of line C. */
export const CLARA = id(4, 3);
/** Senior operator of the branch north. */
export const VERA = id(4, 4);
export const ADMIN = id(4, 5);

export const PASSWORD = 'a good password';
export const LOGIN = { [ANNA]: 'anna', [BORIS]: 'boris', [CLARA]: 'clara', [VERA]: 'vera', [ADMIN]: 'admin' };

const OPERATORS: [string, Role, string[], string[]][] = [
  [ANNA, 'operator', [LINE_A], []],
  [BORIS, 'operator', [LINE_A], []],
  [CLARA, 'operator', [LINE_C], []],
  [VERA, 'senior', [], [NORTH]],
  [ADMIN, 'admin', [], []],
];

let passwordHash: Promise<string> | undefined;

/** @param kind of all channels */
export async function foundCompany(db: Db, kind: ChannelKind = 'telegram'): Promise<void> {
  passwordHash ??= hashPassword(PASSWORD);
  const password_hash = await passwordHash;
  await transaction(db, async (tx) => {
    const workspace_id = WS;
    await tx.db.insertInto('workspaces').values({ id: WS, name: 'Company' }).execute();
    const branches = [NORTH, SOUTH].map((branch) => ({
      workspace_id,
      id: branch,
      name: `Branch ${branch.at(-1)}`,
    }));
    await tx.db.insertInto('branches').values(branches).execute();
    const lines = [
      { workspace_id, id: LINE_A, branch_id: NORTH, name: 'Line A' },
      { workspace_id, id: LINE_B, branch_id: NORTH, name: 'Line B' },
      { workspace_id, id: LINE_C, branch_id: SOUTH, name: 'Line C' },
    ];
    await tx.db.insertInto('lines').values(lines).execute();
    const channels = [CHANNEL_A, CHANNEL_B, CHANNEL_C].map((channel, i) => ({
      workspace_id,
      id: channel,
      kind,
      name: `Channel ${i}`,
      line_id: lines[i]?.id ?? '',
      config: '{}',
    }));
    await tx.db.insertInto('channels').values(channels).execute();
    for (const [operator_id, role, lineIds, branchIds] of OPERATORS) {
      const login = LOGIN[operator_id] ?? '';
      await tx.db
        .insertInto('operators')
        .values({ workspace_id, id: operator_id, name: login, role })
        .execute();
      await tx.db.insertInto('logins').values({ workspace_id, operator_id, login, password_hash }).execute();
      for (const line_id of lineIds) {
        await tx.db.insertInto('line_members').values({ workspace_id, operator_id, line_id }).execute();
      }
      for (const branch_id of branchIds) {
        await tx.db.insertInto('branch_members').values({ workspace_id, operator_id, branch_id }).execute();
      }
    }
    await beginEpoch(tx, WS);
  });
}

/** Another company in the same database, with an admin who sees all of it: nothing of the first is his. */
export const NEIGHBOUR = {
  workspace: id(0, 2),
  line: id(2, 9),
  channel: id(3, 9),
  admin: id(4, 9),
  login: 'neighbour',
};

export async function foundNeighbour(db: Db, kind: ChannelKind = 'telegram'): Promise<void> {
  passwordHash ??= hashPassword(PASSWORD);
  const password_hash = await passwordHash;
  const { workspace, line, channel, admin, login } = NEIGHBOUR;
  await transaction(db, async (tx) => {
    const own = { workspace_id: workspace };
    await tx.db.insertInto('workspaces').values({ id: workspace, name: 'Neighbour' }).execute();
    // The same id as in the first company: keys begin with the workspace.
    await tx.db
      .insertInto('branches')
      .values({ ...own, id: NORTH, name: 'Branch' })
      .execute();
    await tx.db
      .insertInto('lines')
      .values({ ...own, id: line, branch_id: NORTH, name: 'Line' })
      .execute();
    await tx.db
      .insertInto('channels')
      .values({ ...own, id: channel, kind, name: 'Channel', line_id: line, config: '{}' })
      .execute();
    await tx.db
      .insertInto('operators')
      .values({ ...own, id: admin, name: login, role: 'admin' })
      .execute();
    await tx.db
      .insertInto('logins')
      .values({ ...own, operator_id: admin, login, password_hash })
      .execute();
    await beginEpoch(tx, workspace);
  });
}
