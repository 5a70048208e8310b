import { expect, test } from 'vitest';
import type { ChatForm } from '#shared/wire/chat/form.ts';
import { chatItem, outgoing } from '#tests/support/chat.ts';
import { formState } from './form-state.ts';

const FORM: ChatForm = {
  fields: [
    { kind: 'name', label: 'Name', required: true },
    { kind: 'phone', label: 'Phone', required: false },
  ],
  values: null,
};
const asked = chatItem(2, { id: 'form', form: FORM });
const answers = { formId: 'form', values: [{ field: 1, value: '+44' }] };

test('a form waits to be filled in', () => {
  expect(formState({ items: [chatItem(1), asked], outgoing: [outgoing('m1')] }, 'form', null)).toEqual({
    kind: 'open',
    form: FORM,
  });
});

test('what is on its way stands in its place, and in no other form’s', () => {
  const own = outgoing('m1', { answers });
  expect(formState({ items: [asked], outgoing: [own] }, 'form', null)).toEqual({
    kind: 'sending',
    form: FORM,
    values: [null, '+44'],
  });
  const other = chatItem(3, { id: 'other', form: FORM });
  expect(formState({ items: [asked, other], outgoing: [own] }, 'other', null).kind).toBe('open');
});

test('it is not asked again between the hub’s taking it and its word of it', () => {
  const sent = ['Anna', null];
  expect(formState({ items: [asked], outgoing: [] }, 'form', sent)).toMatchObject({
    kind: 'sending',
    values: sent,
  });
});

test('what the hub refused comes back, unless the form was answered elsewhere', () => {
  const refused = outgoing('m1', { answers, failure: 'refused' });
  expect(formState({ items: [asked], outgoing: [refused] }, 'form', ['x'])).toMatchObject({
    kind: 'refused',
    values: [null, '+44'],
    clientId: 'm1',
  });
  const done = { ...asked, form: { ...FORM, values: ['Anna', null] } };
  expect(formState({ items: [done], outgoing: [refused] }, 'form', null)).toMatchObject({
    kind: 'answered',
    values: ['Anna', null],
    late: 'm1',
  });
});

test('it goes with what brought it', () => {
  expect(formState({ items: [], outgoing: [] }, 'form', null)).toEqual({ kind: 'gone' });
  const deleted = { ...asked, form: null, deleted: true };
  expect(formState({ items: [deleted], outgoing: [] }, 'form', ['x'])).toEqual({ kind: 'gone' });
});
