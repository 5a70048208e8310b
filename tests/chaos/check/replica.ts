import type { Scope } from '#shared/domain/scope.ts';
import type { Digest } from './digest.ts';
import { directoryFor, repliesFor, type Truth } from './truth.ts';

/** How a replica differs from the hub's truth in its scope, in words; nothing when it does not. */
export function replicaProblems(
  digest: Digest,
  truth: Truth,
  visible: ReadonlySet<string>,
  scope: Scope,
): string[] {
  const problems = [...digest.problems];
  for (const id of visible) if (!digest.dialogs[id]) problems.push(`the dialog ${id} is missing`);
  const contacts = new Map<string, string | undefined>();
  for (const [id, row] of Object.entries(digest.dialogs)) {
    const known = truth.dialogs.get(id);
    if (!known || !visible.has(id)) {
      problems.push(`the dialog ${id} is out of scope`);
      continue;
    }
    contacts.set(known.dialog.contactId, truth.contacts.get(known.dialog.contactId));
    if (row.print !== known.print) problems.push(`the dialog ${id} is not as in the hub`);
    problems.push(...transcriptProblems(id, row, truth));
  }
  problems.push(...differences('client', digest.contacts, contacts));
  problems.push(...differences('directory entry', digest.directory, directoryFor(truth, scope.operatorId)));
  problems.push(...differences('quick reply', digest.replies, repliesFor(truth, scope)));
  problems.push(...noticeProblems(digest, truth.notices.get(scope.operatorId) ?? new Map<string, string>()));
  return problems;
}

/** The newest ones; older ones come and go with snapshots. */
function noticeProblems(digest: Digest, newest: ReadonlyMap<string, string>): string[] {
  return [...newest].flatMap(([id, print]) => {
    const here = digest.notices[id];
    if (here === undefined) return [`the notice ${id} is missing`];
    return here === print ? [] : [`the notice ${id} is not as in the hub`];
  });
}

function transcriptProblems(id: string, row: Digest['dialogs'][string], truth: Truth): string[] {
  const all = truth.messages.get(id);
  if (!row.messages || !all) return [];
  if (row.messages.length > 0 && row.from + row.messages.length - 1 !== row.lastSeq)
    return [`${id}: known up to ${row.from + row.messages.length - 1} of ${row.lastSeq}`];
  if (row.messages.length === 0 && row.lastSeq > 0)
    return [`${id}: nothing of its ${row.lastSeq} messages is known`];
  return row.messages.flatMap((print, i) =>
    all[row.from - 1 + i]?.print === print ? [] : [`${id}/${row.from + i} is not as in the hub`],
  );
}

function differences(
  what: string,
  here: Readonly<Record<string, string>>,
  there: ReadonlyMap<string, string | undefined>,
): string[] {
  const missing = [...there.keys()].filter((key) => here[key] === undefined);
  const surplus = Object.keys(here).filter((key) => !there.has(key));
  const other = Object.keys(here).filter((key) => there.has(key) && there.get(key) !== here[key]);
  return [
    ...missing.map((key) => `the ${what} ${key} is missing`),
    ...surplus.map((key) => `the ${what} ${key} should not be here`),
    ...other.map((key) => `the ${what} ${key} is not as in the hub`),
  ];
}
