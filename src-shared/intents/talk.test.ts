import { describe, expect, it } from 'vitest';
import { ANNA, BORIS, BRANCH, LINE } from '#tests/support/fixtures.ts';
import type { Role } from '../domain/directory.ts';
import type { Id } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import { directPlace, emptyMark, emptyTalk, type TalkPlace } from '../domain/talk.ts';
import { intentSchema, isOnDialog, isOnTalk, laneOf, type IntentInput, type TalkIntentName } from './all.ts';
import { applyToTalk } from './apply-talk.ts';
import type { TalkContext, TalkState } from './define-talk.ts';

const WORKSPACE = '01890000-0000-7000-8000-0000000000f1';
const VERA = '01890000-0000-7000-8000-0000000000c1';
const ofLine: TalkPlace = { kind: 'line', lineId: LINE, branchId: BRANCH };
const idOf = (n: number): Id => `01890000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;

/** A talk and the person in it, step by step. */
class Room {
  state: TalkState;
  readonly place: TalkPlace;
  readonly messages: Message[] = [];
  left: Id | null = null;
  private count = 0;

  constructor(place: TalkPlace = directPlace(ANNA, BORIS)) {
    this.place = place;
    const talk = emptyTalk(WORKSPACE, place, 0);
    this.state = { talk, mark: emptyMark(talk.id) };
  }

  do<Name extends TalkIntentName>(
    name: Name,
    args: Omit<IntentInput<Name>, 'talkId'>,
    by: { id: Id; role?: Role } = { id: ANNA },
  ) {
    const id = idOf((this.count += 1));
    const intent = intentSchema.parse({
      id,
      at: this.count,
      name,
      args: { ...args, talkId: this.state.talk.id },
    });
    if (!isOnTalk(intent)) throw new Error('not in a talk');
    const named = 'messageId' in intent.args ? intent.args.messageId : null;
    const ctx: TalkContext = {
      intentId: id,
      actor: { operatorId: by.id, role: by.role ?? 'operator' },
      now: this.count,
      message: this.messages.find((message) => message.id === named) ?? null,
      left: this.left,
    };
    const applied = applyToTalk(ctx, this.state, intent);
    if (!applied.ok) return applied.refusal.code;
    const { talk, mark, messages, changed } = applied.effect;
    // Marks are each person's own: these tests look with Anna's eyes.
    this.state = { talk, mark: by.id === ANNA ? mark : this.state.mark };
    for (const message of messages) this.messages.push(message);
    if (changed) this.messages[changed.seq - 1] = changed;
    return 'done';
  }

  say(text: string, by: Id = ANNA, afterSeq: number | null = this.state.talk.lastSeq) {
    return this.do('talk.send', { place: this.place, text, afterSeq }, { id: by });
  }

  get last(): Message {
    const message = this.messages.at(-1);
    if (!message) throw new Error('nothing was said');
    return message;
  }
}

describe('talks and dialogs do not meet', () => {
  it('an intent is about the one or the other, and waits in its own lane', () => {
    const talk = emptyTalk(WORKSPACE, ofLine, 0);
    const read = intentSchema.parse({
      id: idOf(1),
      at: 1,
      name: 'talk.read',
      args: { talkId: talk.id, seq: 1 },
    });
    expect([isOnTalk(read), isOnDialog(read), laneOf(read)]).toEqual([true, false, talk.id]);
  });

  it('what is said in a talk cannot be public, whatever the client says', () => {
    const talk = emptyTalk(WORKSPACE, ofLine, 0);
    const sent = intentSchema.parse({
      id: idOf(1),
      at: 1,
      name: 'talk.send',
      args: {
        talkId: talk.id,
        place: ofLine,
        text: 'us',
        visibility: 'public',
        delivery: { state: 'pending' },
      },
    });
    expect(JSON.stringify(sent)).not.toMatch(/public|pending/);
    const room = new Room(ofLine);
    room.say('us');
    expect(room.last).toMatchObject({ visibility: 'hidden', delivery: null, amendment: null });
  });
});

describe('what is done in a talk', () => {
  it('a text or files; nothing at all is no message', () => {
    const talk = emptyTalk(WORKSPACE, ofLine, 0);
    const args = { talkId: talk.id, place: ofLine, text: ' \n ' };
    expect(intentSchema.safeParse({ id: idOf(1), at: 1, name: 'talk.send', args }).success).toBe(false);
  });

  it('edits are the author’s alone, deletions in two people’s talk too, whoever asks', () => {
    const room = new Room();
    room.say('one thing', BORIS);
    const { id: messageId } = room.last;
    expect(room.do('talk.edit', { messageId, text: 'another' })).toBe('forbidden');
    expect(room.do('talk.delete', { messageId }, { id: ANNA, role: 'admin' })).toBe('forbidden');
    expect(room.do('talk.edit', { messageId, text: 'another' }, { id: BORIS })).toBe('done');
    expect(room.last).toMatchObject({ body: { text: 'another' }, rev: 2 });
    expect(room.state.talk.lastMessage?.preview).toBe('another');
    expect(room.do('talk.delete', { messageId }, { id: BORIS })).toBe('done');
    expect(room.last.body).toMatchObject({ kind: 'deleted', by: BORIS });
    expect(room.state.talk.lastMessage?.preview).toBe('');
    expect(room.do('talk.delete', { messageId }, { id: BORIS })).toBe('message_deleted');
  });

  it('in a line’s talk its supervisors may delete what a colleague said', () => {
    const room = new Room(ofLine);
    room.say('not for here', BORIS);
    const { id: messageId } = room.last;
    expect(room.do('talk.delete', { messageId })).toBe('forbidden');
    expect(room.do('talk.delete', { messageId }, { id: VERA, role: 'senior' })).toBe('done');
  });

  it('one reaction a person; the same one again changes nothing', () => {
    const room = new Room();
    room.say('good news', BORIS);
    const { id: messageId } = room.last;
    room.do('talk.react', { messageId, emoji: '👍' });
    const { rev } = room.last;
    room.do('talk.react', { messageId, emoji: '👍' });
    expect(room.last).toMatchObject({ rev, reactions: [{ emoji: '👍', by: ANNA }] });
    room.do('talk.react', { messageId, emoji: null });
    expect(room.last.reactions).toEqual([]);
  });

  it('to who has left nothing is written; what was said may still be deleted', () => {
    const room = new Room();
    room.say('see you');
    const { id: messageId } = room.last;
    room.left = BORIS;
    expect(room.say('are you there?')).toBe('colleague_left');
    expect(room.do('talk.edit', { messageId, text: 'x' })).toBe('colleague_left');
    expect(room.do('talk.react', { messageId, emoji: '👍' })).toBe('colleague_left');
    expect(room.do('talk.delete', { messageId })).toBe('done');
  });

  it('what is not there cannot be changed', () => {
    const room = new Room();
    for (const name of ['talk.delete', 'talk.react'] as const)
      expect(room.do(name, { messageId: idOf(77), emoji: '👍' } as never)).toBe('not_found');
    expect(room.do('talk.edit', { messageId: idOf(77), text: 'x' })).toBe('not_found');
  });

  it('names nobody twice and never oneself', () => {
    const room = new Room(ofLine);
    room.do('talk.send', { place: ofLine, text: 'you', mentions: [BORIS, ANNA, BORIS] });
    expect(room.last.mentions).toEqual([BORIS]);
    const { id: messageId } = room.last;
    room.do('talk.edit', { messageId, text: 'as clients of before ask for it' });
    expect(room.last.mentions).toEqual([BORIS]);
    room.do('talk.edit', { messageId, text: 'her', mentions: [ANNA, idOf(5), idOf(5)] });
    expect(room.last.mentions).toEqual([idOf(5)]);
  });
});

describe('reading', () => {
  it('goes forward only, and never beyond what there is', () => {
    const room = new Room();
    for (const text of ['a', 'b', 'c']) room.say(text, BORIS);
    room.do('talk.read', { seq: 2 });
    expect(room.state.mark.seq).toBe(2);
    room.do('talk.read', { seq: 1 });
    expect(room.state.mark.seq).toBe(2);
    room.do('talk.read', { seq: 99 });
    expect(room.state.mark.seq).toBe(3);
  });

  it('who answers has read what he saw; what came while he wrote without a network stays unread', () => {
    const room = new Room();
    room.say('first', BORIS);
    room.say('seen and answered');
    expect(room.state.mark).toMatchObject({ seq: 2, own: 0 });
    room.say('came meanwhile', BORIS);
    room.say('written before', ANNA, 2);
    expect(room.state.mark).toMatchObject({ seq: 2, own: 1 });
  });
});
