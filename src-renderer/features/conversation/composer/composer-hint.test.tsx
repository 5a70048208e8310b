import { describe, expect, test } from 'vitest';
import type { DialogView } from '#renderer/data/queries/views.ts';
import { createTexts } from '#renderer/i18n/i18n.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { standingIn } from '#shared/intents/standing.ts';
import { drawn, drawnWords, wordsOf } from '#tests/support/drawn.tsx';
import { ANNA, BORIS, dialogFixture } from '#tests/support/fixtures.ts';
import { ComposerHint } from './composer-hint.tsx';
import { composerState } from './composer-state.ts';

const { t } = createTexts('ru');
const nameOf = (id: string): string => (id === BORIS ? 'Борис Петров' : '?');
const own: Dialog['state'] = { status: 'active', responsibleId: ANNA };
const his: Dialog['state'] = { status: 'active', responsibleId: BORIS };
const closed: Dialog['state'] = { status: 'closed', responsibleId: ANNA, closedAt: 5, outcome: 'finished' };

function stateOf(patch: Partial<Dialog>, { newer = null as string | null, opening = false } = {}) {
  const dialog = dialogFixture(patch);
  const actor = { operatorId: ANNA, role: 'operator' } as const;
  const ctx = { intentId: dialog.id, actor, now: 0, channel: 'sitechat', message: null } as const;
  const view = { dialog, ...standingIn(ctx, dialog) } as DialogView;
  return composerState(view, ANNA, { newer, opening }, nameOf, t);
}

describe('what writing means', () => {
  test('by whose dialog it is', () => {
    expect(stateOf({})).toEqual({ kind: 'free' });
    expect(stateOf({ state: own })).toEqual({ kind: 'own' });
    expect(stateOf({ state: his, participantIds: [ANNA] })).toEqual({ kind: 'guest' });
    expect(stateOf({ state: his })).toMatchObject({ kind: 'others', whisper: true });
  });

  test('in a finished one nothing, but where the client went on', () => {
    expect(stateOf({ state: closed })).toEqual({ kind: 'closed' });
    expect(stateOf({ state: closed }, { newer: 'd2' })).toEqual({ kind: 'continued', dialogId: 'd2' });
    expect(stateOf({ state: closed }, { newer: 'd2', opening: true })).toEqual({ kind: 'opening' });
    expect(stateOf({ state: own }, { opening: true })).toEqual({ kind: 'own' });
  });

  test('another’s says whose', () => {
    const state = stateOf({ state: his });
    expect(state.kind === 'others' && state.reason).toContain('Борис Петров');
  });
});

describe('the line under the field', () => {
  const FINE = { size: { kind: 'fine' }, notSaved: false, fileTrouble: null, offline: false } as const;
  type Props = Omit<Parameters<typeof ComposerHint>[0], 'id'>;
  const hint = (props: Partial<Props>, language: 'ru' | 'en' = 'ru'): string =>
    drawnWords(
      <ComposerHint id="hint" state={{ kind: 'own' }} hidden={false} editing={false} {...FINE} {...props} />,
      language,
    );

  test('names the keys, and to whom they send', () => {
    expect(hint({})).toBe('Enter — отправить · Shift+Enter — новая строка');
    expect(hint({ hidden: true })).toContain('отправить только коллегам');
    expect(hint({ editing: true })).toBe('Enter — сохранить · Esc — оставить как было');
    expect(hint({ hidden: true }, 'en')).toBe('Enter sends to colleagues only · Shift+Enter new line');
  });

  test('says what sending does to a dialog that nobody has, but not of a hidden message', () => {
    expect(hint({ state: { kind: 'free' } })).toBe('Отправив, вы возьмёте диалог на себя');
    expect(hint({ state: { kind: 'free' }, hidden: true })).toContain('только коллегам');
  });

  test('says that a message waits for the network, where one can be written', () => {
    expect(hint({ offline: true }, 'en')).toContain('will be sent when it is back');
    expect(hint({ state: { kind: 'guest' }, offline: true })).toContain('Нет связи');
    expect(hint({ state: { kind: 'closed' }, offline: true })).toContain('Диалог закрыт');
  });

  test('in a colleague’s dialog: that one may whisper, or that the words for the client stay here', () => {
    const state = { kind: 'others', reason: 'Диалог ведёт Борис', whisper: true } as const;
    expect(hint({ state, hidden: true })).toBe(
      'Диалог ведёт Борис. Вы можете писать скрытые сообщения: клиент их не видит.',
    );
    expect(hint({ state })).toContain('Клиенту это не уйдёт');
    expect(hint({ state: { ...state, whisper: false } })).toBe('Диалог ведёт Борис');
  });

  test('trouble comes before everything: not stored, then too long, then a file', () => {
    const size = { kind: 'over', size: 4097, limit: { unit: 'characters', max: 4096 } } as const;
    const trouble = { size, notSaved: true, fileTrouble: 'слишком большой', offline: true };
    expect(hint(trouble)).toMatch(/^Компьютер не смог сохранить.*4[\s\u00A0]097 из 4[\s\u00A0]096/);
    expect(hint({ ...trouble, notSaved: false })).not.toContain('слишком большой');
    expect(hint({ ...trouble, notSaved: false, size: { kind: 'fine' } })).toBe('слишком большой');
  });

  test('near the limit it counts, without alarm', () => {
    const size = { kind: 'near', size: 4000, limit: { unit: 'characters', max: 4096 } } as const;
    const markup = drawn(
      <ComposerHint id="hint" state={{ kind: 'own' }} hidden={false} editing={false} {...FINE} size={size} />,
      'en',
    );
    expect(wordsOf(markup)).toMatch(/Enter sends.*4,000 of 4,096/);
    expect(markup).not.toContain('text-danger');
  });
});
