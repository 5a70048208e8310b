import type { DialogRow } from '#renderer/data/queries/views.ts';
import type { HandOverTarget } from '#shared/domain/hand-over.ts';
import { responsibleOf } from '#shared/domain/dialog.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';

/** What becomes of a dialog at the end of the shift. */
export type Fate =
  | { kind: 'hand_over'; to: HandOverTarget }
  /** Rests until the next morning; it stays with the person. */
  | { kind: 'rest' }
  | { kind: 'finish' }
  | { kind: 'stay' };

/** Own open dialogs: those in which the client waits first, longest first, then the newest. Pure. */
export function waitingFirst(rows: readonly DialogRow[], me: Id): DialogRow[] {
  return rows
    .filter(({ dialog }) => dialog.state.status === 'active' && responsibleOf(dialog) === me)
    .toSorted((a, b) => {
      const [x, y] = [a.dialog.waitingSince ?? Infinity, b.dialog.waitingSince ?? Infinity];
      return x === y ? b.dialog.lastActivityAt - a.dialog.lastActivityAt : x - y;
    });
}

/** What is offered first: who waits goes to those who are there, everything else can stay as it is. */
export function usualFate({ dialog }: DialogRow): Fate {
  const offered = dialog.handOver?.state === 'offered';
  if (dialog.waitingSince === null || offered) return { kind: 'stay' };
  const { lineId, branchId } = dialog;
  return { kind: 'hand_over', to: { kind: 'line', lineId, branchId } };
}

/** Whether it can be done to the dialog at all: a client who waits is not finished behind his back. */
export function suits(fate: Fate, { dialog }: DialogRow): boolean {
  return fate.kind !== 'finish' || dialog.waitingSince === null;
}

/** As the value of an option. */
export function fateKey(fate: Fate): string {
  if (fate.kind !== 'hand_over') return fate.kind;
  const { to } = fate;
  return to.kind === 'line' ? `line ${to.lineId}` : `operator ${to.operatorId}`;
}

/** @param lines with their branches @returns null for what is no option */
export function fateOf(key: string, lines: ReadonlyMap<Id, { branchId: Id }>): Fate | null {
  const [kind, id = ''] = key.split(' ');
  switch (kind) {
    case 'rest':
    case 'finish':
    case 'stay':
      return { kind };
    case 'operator':
      return { kind: 'hand_over', to: { kind, operatorId: id } };
    case 'line': {
      const line = lines.get(id);
      return line ? { kind: 'hand_over', to: { kind, lineId: id, branchId: line.branchId } } : null;
    }
    default:
      return null;
  }
}

/** Nine in the morning of the next day, by this computer's time zone. */
export function nextMorning(now: Timestamp): Timestamp {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  day.setHours(9, 0, 0, 0);
  return day.getTime();
}
