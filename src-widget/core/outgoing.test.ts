import { describe, expect, it } from 'vitest';
import { nextToSend, parseOutgoing, retried, sortOutgoing, type Outgoing } from './outgoing.ts';

function message(clientId: string, at: number, failure: Outgoing['failure'] = null): Outgoing {
  return { clientId, text: clientId, files: [], quote: null, answers: null, at, pageUrl: '', failure };
}

describe('the order of sending', () => {
  it('is that of writing, whatever order the storage lists them in', () => {
    const sorted = sortOutgoing([message('c', 3), message('a', 1), message('b', 1)]);
    expect(sorted.map((one) => one.clientId)).toEqual(['a', 'b', 'c']);
  });

  it('passes over what failed', () => {
    expect(nextToSend([message('a', 1, 'refused'), message('b', 2)])?.clientId).toBe('b');
    expect(nextToSend([message('a', 1, 'too_long')])).toBeNull();
    expect(nextToSend([])).toBeNull();
  });

  it('puts a message that is retried behind those written meanwhile, under its id', () => {
    const again = retried(message('a', 1, 'refused'), 10);
    expect(sortOutgoing([again, message('b', 5)]).map((one) => one.clientId)).toEqual(['b', 'a']);
    expect(again).toEqual(message('a', 10));
  });
});

describe('parseOutgoing', () => {
  it('reads what was stored', () => {
    const stored = message('a', 5, 'too_long');
    expect(parseOutgoing(JSON.stringify(stored))).toEqual(stored);
  });

  it.each(['', 'null', '[]', '{}', '"text"', '{"clientId":1,"text":"a","at":1}', '{"clientId":"a"', '7'])(
    'passes over %s',
    (raw) => expect(parseOutgoing(raw)).toBeNull(),
  );

  it('forgets a reason it does not know: the message is simply tried again', () => {
    expect(parseOutgoing('{"clientId":"a","text":"b","at":1,"failure":"moon"}')?.failure).toBeNull();
  });
});
