import type { Branch, Channel, Line, Operator } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { DirectoryKey } from '../db/rows.ts';
import type { DirectoryView } from './views.ts';

/** The whole directory, by kind. It is small: what a person may see of his company. */
export async function readDirectory(db: ReplicaDb): Promise<DirectoryView> {
  const branches = new Map<Id, Branch>();
  const lines = new Map<Id, Line>();
  const channels = new Map<Id, Channel>();
  const operators = new Map<Id, Operator>();
  let workspace: DirectoryView['workspace'] = null;
  for (const entry of await db.directory.toArray()) {
    switch (entry.kind) {
      case 'workspace':
        workspace = entry.row;
        break;
      case 'branch':
        branches.set(entry.id, entry.row);
        break;
      case 'line':
        lines.set(entry.id, entry.row);
        break;
      case 'channel':
        channels.set(entry.id, entry.row);
        break;
      case 'operator':
        operators.set(entry.id, entry.row);
        break;
      // Asked for apart, and changes far more often than names.
      case 'presence':
      case 'filter':
        break;
    }
  }
  return { workspace, branches, lines, channels, operators };
}

/** Only the named entries, as a directory. */
export async function pickDirectory(
  db: ReplicaDb,
  keys: readonly DirectoryKey[],
): Promise<Pick<DirectoryView, 'branches' | 'lines' | 'channels' | 'operators'>> {
  const view = {
    branches: new Map<Id, Branch>(),
    lines: new Map<Id, Line>(),
    channels: new Map<Id, Channel>(),
    operators: new Map<Id, Operator>(),
  };
  const distinct = [...new Map(keys.map((key) => [key.join('/'), key])).values()];
  for (const entry of await db.directory.bulkGet(distinct)) {
    if (entry?.kind === 'branch') view.branches.set(entry.id, entry.row);
    if (entry?.kind === 'line') view.lines.set(entry.id, entry.row);
    if (entry?.kind === 'channel') view.channels.set(entry.id, entry.row);
    if (entry?.kind === 'operator') view.operators.set(entry.id, entry.row);
  }
  return view;
}
