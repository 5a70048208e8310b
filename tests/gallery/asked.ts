import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Form, FormAnswers } from '#shared/domain/form.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { ANNA, dialogId } from './fixture/seed.ts';
import type { WorldStore } from './fixture/world.ts';

const fields: Form['fields'] = [
  { kind: 'name', required: true },
  { kind: 'phone', required: true },
  { kind: 'email', required: false },
  { kind: 'question', question: 'К какому часу вас ждать и нужна ли помощь с подъёмом?', required: false },
];

/** Forms and answers of all kinds, one after the other, in the site chat's dialog of Лев Толстой. */
export function everyForm({ world }: WorldStore, now: number): void {
  const id = dialogId(9);
  const dialog = world.dialogs.get(id);
  if (!dialog) return;
  const idOf = (n: number): string => deriveId(id, 900 + n);
  const form = (answeredBy: string | null): Form => ({ language: 'ru', fields, answeredBy });
  const answers = (formId: string, ...given: string[]): FormAnswers => ({
    formId,
    values: given.map((value, field) => ({
      field,
      kind: fields[field]?.kind ?? 'question',
      label: ['Имя', 'Телефон', 'Эл. почта', '<b onclick=alert(1)>Размер</b>'][field] ?? '',
      value,
    })),
  });
  const said: (Pick<Message, 'author'> & Partial<Message> & { text: string; refused?: true })[] = [
    { author: { kind: 'client', contactId: dialog.contactId }, text: 'Хочу заказать доставку' },
    { author: { kind: 'operator', operatorId: ANNA.id }, text: 'Напишите, пожалуйста:', form: form(idOf(2)) },
    {
      author: { kind: 'client', contactId: dialog.contactId },
      text: 'Имя: Лев Николаевич',
      answers: answers(idOf(1), 'Лев Николаевич', '8 (912) 345-67-89', 'lev@yasnaya.example', 'к 14:00\nда'),
    },
    { author: { kind: 'operator', operatorId: ANNA.id }, text: 'И ещё:', form: form(idOf(4)) },
    {
      author: { kind: 'client', contactId: dialog.contactId },
      text: 'Имя: hostile',
      answers: answers(idOf(3), '<img src=x onerror=alert(1)>', '٠٩٨٧', 'x'.repeat(300), 'да '.repeat(400)),
    },
    { author: { kind: 'operator', operatorId: ANNA.id }, text: 'Последний вопрос:', form: form(null) },
    {
      author: { kind: 'operator', operatorId: ANNA.id },
      text: 'Не ушло:',
      form: form(null),
      refused: true,
    },
  ];
  const items = said.map(({ text, refused, author, ...patch }, i): TranscriptItem => {
    const own = author.kind === 'operator';
    const message: Message = {
      ...UNMARKED,
      id: idOf(i),
      dialogId: id,
      seq: i + 1,
      author,
      visibility: 'public',
      body: { kind: 'text', text, attachments: [] },
      delivery: own ? { state: 'read', at: now } : null,
      at: now - (10 - i) * 60_000,
      rev: 1,
      ...patch,
    };
    const refusal = { code: 'not_responsible', operatorId: ANNA.id } as const;
    return { message, pending: refused ? { kind: 'refused', refusal } : null };
  });
  world.transcripts.set(id, items);
  world.dialogs.set(id, { ...dialog, lastSeq: items.length });
}
