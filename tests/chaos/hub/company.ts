import type { Role } from '#shared/domain/directory.ts';
import { hashPassword } from '#server/auth/password.ts';
import { transaction, type Db } from '#server/db/transaction.ts';
import { beginEpoch } from '#server/feed/epoch.ts';
import { addOldDialogs } from './old-dialogs.ts';

const id = (kind: number, n: number): string =>
  `0190ca05-000${kind}-7000-8000-${String(n).padStart(12, '0')}`;

export const WORKSPACE = id(0, 1);
/** No operator: sees what all see. */
export const NOBODY = id(0, 0);
export const PASSWORD = 'a good password';

const branch = (n: number): string => id(1, n);
export const lineId = (n: number): string => id(2, n);
export const channelId = (n: number): string => id(3, n);

/** Lines by number, with the branch each belongs to; every line has a site chat of its own. */
const LINES = [
  { n: 1, branch: 1 },
  { n: 2, branch: 1 },
  { n: 3, branch: 2 },
  { n: 4, branch: 2 },
] as const;
export const CHANNELS: readonly string[] = LINES.map(({ n }) => channelId(n));

const OLD_DIALOGS = 120;

export interface Employee {
  id: string;
  login: string;
  role: Role;
  lineIds: string[];
  branchIds: string[];
}

const employee = (
  n: number,
  login: string,
  role: Role,
  lines: number[],
  branches: number[] = [],
): Employee => ({
  id: id(4, n),
  login,
  role,
  lineIds: lines.map(lineId),
  branchIds: branches.map(branch),
});

/** Whoever changes the rights of the others; nobody's client signs in as him. */
export const HEAD = employee(1, 'head', 'admin', []);

/** Everybody who works, in the order in which clients are given to them. */
export const STAFF: readonly Employee[] = [
  employee(2, 'anna', 'operator', [1]),
  employee(3, 'boris', 'operator', [1, 2]),
  employee(8, 'gleb', 'admin', []),
  employee(6, 'vera', 'senior', [], [1]),
  employee(4, 'clara', 'operator', [2, 3]),
  employee(5, 'dmitri', 'operator', [3, 4]),
  employee(7, 'emma', 'operator', [4]),
];

/** Those who work in real browsers; nobody else signs in as one of them. */
export const BROWSER_STAFF: readonly Employee[] = [
  employee(9, 'ivan', 'operator', [1, 2]),
  employee(10, 'olga', 'operator', [3, 4]),
  employee(11, 'nina', 'senior', [], [2]),
];

export const ALL_LINES: readonly string[] = LINES.map(({ n }) => lineId(n));

/** A company in an empty, migrated database: two branches, four lines with a site chat each, and somebody of every role. */
export async function foundCompany(db: Db): Promise<void> {
  const password_hash = await hashPassword(PASSWORD);
  const workspace_id = WORKSPACE;
  await transaction(db, async (tx) => {
    await tx.db.insertInto('workspaces').values({ id: workspace_id, name: 'Chaos & Sons' }).execute();
    const branches = [1, 2].map((n) => ({ workspace_id, id: branch(n), name: `Branch ${n}` }));
    await tx.db.insertInto('branches').values(branches).execute();
    const lines = LINES.map((line) => ({
      workspace_id,
      id: lineId(line.n),
      branch_id: branch(line.branch),
      name: `Line ${line.n}`,
    }));
    await tx.db.insertInto('lines').values(lines).execute();
    const channels = LINES.map(({ n }) => ({
      workspace_id,
      id: channelId(n),
      line_id: lineId(n),
      kind: 'sitechat' as const,
      name: `Site ${n}`,
      config: '{}',
    }));
    await tx.db.insertInto('channels').values(channels).execute();
    for (const one of [HEAD, ...STAFF, ...BROWSER_STAFF]) {
      const { id: operator_id, login, role, lineIds, branchIds } = one;
      await tx.db
        .insertInto('operators')
        .values({ workspace_id, id: operator_id, name: login, role })
        .execute();
      await tx.db.insertInto('logins').values({ workspace_id, operator_id, login, password_hash }).execute();
      for (const line_id of lineIds)
        await tx.db.insertInto('line_members').values({ workspace_id, operator_id, line_id }).execute();
      for (const branch_id of branchIds)
        await tx.db.insertInto('branch_members').values({ workspace_id, operator_id, branch_id }).execute();
    }
    await beginEpoch(tx, WORKSPACE);
  });
  const lines = LINES.map((line) => ({
    lineId: lineId(line.n),
    branchId: branch(line.branch),
    channelId: channelId(line.n),
  }));
  await addOldDialogs(db, WORKSPACE, lines, OLD_DIALOGS);
}
