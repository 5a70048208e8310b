import type { Branch, Channel, Line, Operator, Workspace } from '#shared/domain/directory.ts';
import { idAt, randomFrom, type Random } from './random.ts';

/** Ids of the directory are of this moment, whatever the data's clock. */
const FOUNDED = Date.UTC(2024, 0, 1);
const BRANCHES = 20;
const LINES_PER_BRANCH = 2;
const OPERATORS = 50;
const KINDS = ['telegram', 'sitechat', 'whatsapp', 'vk'] as const;

export const PASSWORD = 'bench';
/** Sees everything, as the head of a company does. */
export const ADMIN_LOGIN = 'operator0';

export interface Company {
  readonly workspace: Workspace;
  readonly branches: readonly Branch[];
  readonly lines: readonly Line[];
  /** One for each line, in the same order. */
  readonly channels: readonly Channel[];
  /** The first is an admin, the next four are senior operators of five branches each. */
  readonly operators: readonly Operator[];
  /** Ids of the lines that each operator works in, in the order of `operators`. */
  readonly lineIds: readonly (readonly string[])[];
  readonly branchIds: readonly (readonly string[])[];
}

function many<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

/** 20 branches with two lines each, 50 people; always the same. */
export function foundCompany(): Company {
  const random: Random = randomFrom(20_240_101);
  const id = (): string => idAt(FOUNDED, random);
  const branches = many(BRANCHES, (n): Branch => ({ id: id(), name: `Филиал ${n + 1}`, rev: 1 }));
  const lines = branches.flatMap((branch, n) =>
    many(LINES_PER_BRANCH, (k): Line => {
      const name = `${k === 0 ? 'Продажи' : 'Сервис'} ${n + 1}`;
      return { id: id(), branchId: branch.id, name, rev: 1 };
    }),
  );
  const channels = lines.map((line, n): Channel => {
    const kind = KINDS[n % KINDS.length] ?? 'telegram';
    return { id: id(), lineId: line.id, kind, name: `${kind} ${n + 1}`, rev: 1 };
  });
  const operators = many(OPERATORS, (n): Operator => {
    const role = n === 0 ? 'admin' : n < 5 ? 'senior' : 'operator';
    return { id: id(), name: `Оператор ${n + 1}`, role, active: true, rev: 1 };
  });
  const lineIds = operators.map(({ role }, n) =>
    role === 'operator' ? [0, 1].map((k) => lines[(n * 2 + k) % lines.length]?.id ?? '') : [],
  );
  const branchIds = operators.map(({ role }, n) =>
    role === 'senior' ? branches.slice((n - 1) * 5, n * 5).map((branch) => branch.id) : [],
  );
  const workspace = { id: id(), name: 'Benchmark', rev: 1 };
  return { workspace, branches, lines, channels, operators, lineIds, branchIds };
}

export const loginOf = (operator: number): string => `operator${operator}`;
