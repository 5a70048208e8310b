import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { contactId, dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { StagedTranscript } from './staged-transcript.ts';

function message(seq: number, rev = 1): Message {
  return {
    id: fakeId(8, seq),
    dialogId: dialogId(1),
    seq,
    author: { kind: 'client', contactId: contactId(1) },
    visibility: 'public',
    body: { kind: 'text', text: `text ${seq}`, attachments: [] },
    delivery: null,
    ...UNMARKED,
    at: seq,
    rev,
  };
}
const run = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => message(from + i));

/** The database, as a map, and what a transcript does to it. */
class Disk {
  rows = new Map<number, Message>();
  pages = new Map<number, Message[]>();
  known: StagedTranscript['known'] = null;

  stage(): StagedTranscript {
    const staged = new StagedTranscript();
    staged.known = this.known;
    for (const row of this.rows.values()) staged.loadRow(row);
    for (const page of this.pages.values()) staged.loadPage(page);
    return staged;
  }

  write(staged: StagedTranscript): void {
    for (const seq of this.rows.keys()) if (seq < staged.dropBelow) this.rows.delete(seq);
    for (const first of this.pages.keys()) if (first < staged.dropBelow) this.pages.delete(first);
    const { rows, pages } = staged.puts();
    for (const row of rows) this.rows.set(row.seq, row);
    for (const page of pages) this.pages.set(page[0]?.seq ?? 0, page);
    this.known = staged.known;
  }

  /** Pages tile the beginning of what is known, rows are the rest, and there is nothing else. */
  all(): Message[] {
    const pages = [...this.pages].toSorted(([a], [b]) => a - b).flatMap(([, page]) => page);
    const rows = [...this.rows].toSorted(([a], [b]) => a - b).map(([, row]) => row);
    if (!this.known) expect([...pages, ...rows]).toEqual([]);
    else {
      const { from, tail, to } = this.known;
      expect(pages.map((one) => one.seq)).toEqual(run(from, tail - 1).map((one) => one.seq));
      expect(rows.map((one) => one.seq)).toEqual(run(tail, to).map((one) => one.seq));
    }
    return [...pages, ...rows];
  }
}

const deed = fc.oneof(
  fc.record({ kind: fc.constant('append' as const) }),
  fc.record({ kind: fc.constant('prepend' as const), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('replace' as const), nth: fc.nat(60) }),
  fc.record({ kind: fc.constant('drop' as const), nth: fc.nat(60) }),
  fc.record({ kind: fc.constant('clear' as const) }),
  fc.record({ kind: fc.constant('write' as const) }),
);

describe('a transcript in the middle of a merge', () => {
  it('on the disk is what a plain list would be, whatever is done and whenever it is written', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        const disk = new Disk();
        let list: Message[] = [];
        let staged = disk.stage();
        let rev = 1;
        for (const one of deeds) {
          const first = list[0]?.seq ?? 30;
          const nth = 'nth' in one ? list[one.nth % Math.max(1, list.length)] : undefined;
          if (one.kind === 'append') {
            const next = message((list.at(-1)?.seq ?? 29) + 1);
            staged.append(next);
            list.push(next);
          } else if (one.kind === 'prepend' && first > one.count) {
            const page = run(first - one.count, first - 1);
            staged.prepend(page);
            list = [...page, ...list];
          } else if (one.kind === 'replace' && nth) {
            const changed = message(nth.seq, (rev += 1));
            staged.replace(changed);
            list = list.map((other) => (other.seq === changed.seq ? changed : other));
          } else if (one.kind === 'drop' && nth) {
            staged.dropOlder(nth.seq);
            list = list.filter((other) => other.seq >= nth.seq);
          } else if (one.kind === 'clear') {
            staged.clear();
            list = [];
          } else if (one.kind === 'write') {
            disk.write(staged);
            staged = disk.stage();
          }
          for (const other of list) expect(staged.get(other.seq)).toEqual(other);
        }
        disk.write(staged);
        expect(disk.all()).toEqual(list);
      }),
      { numRuns: 500 },
    );
  });

  it('knows nothing of messages outside of what is known', () => {
    const staged = new StagedTranscript();
    expect(staged.get(1)).toBeUndefined();
    staged.known = { from: 5, tail: 5, to: 5 };
    staged.loadRow(message(5));
    expect([staged.get(4), staged.get(5)?.seq, staged.get(6)]).toEqual([undefined, 5, undefined]);
  });

  it('says when a message is read that was not brought along', () => {
    const staged = new StagedTranscript();
    staged.known = { from: 1, tail: 4, to: 6 };
    expect(() => staged.get(2)).toThrow('not loaded');
    expect(() => staged.get(5)).toThrow('not loaded');
  });

  it('dropping what is newer than everything leaves nothing', () => {
    const staged = new StagedTranscript();
    staged.prepend(run(3, 5));
    staged.dropOlder(9);
    expect(staged.known).toBeNull();
    expect(staged.puts()).toEqual({ rows: [], pages: [] });
  });
});
