import type { ChatForm } from '#shared/wire/chat/form.ts';
import { el, setAttribute, setText } from '../ui/dom.ts';
import { problemOf } from './check.ts';
import type { FormTexts } from './words.ts';

/** Longest answer that the hub takes (`domain/form`), of a name and of an address. */
const LONGEST = { name: '200', phone: '60', email: '254', question: '2000' } as const;

/** How a browser fills in, and which keys a phone shows. */
const HINTS = {
  name: { autocomplete: 'name' },
  phone: { type: 'tel', autocomplete: 'tel', inputmode: 'tel' },
  email: { type: 'email', autocomplete: 'email', inputmode: 'email' },
  question: { autocomplete: 'off', rows: '2' },
} as const;

/** The fields of one form, with what is wrong in them. */
export interface Fields {
  node: HTMLFormElement;
  values(): string[];
  fill(values: readonly (string | null)[]): void;
  /** Over the button: what concerns the whole. */
  say(trouble: string): void;
}

interface FieldsHost {
  /** Begins the ids of the elements; unique on the page. */
  id: string;
  texts: FormTexts;
  changed: () => void;
  send: (values: string[]) => void;
}

export function createFields({ fields }: ChatForm, { id, texts, changed, send }: FieldsHost): Fields {
  const rows = fields.map((field, place) => fieldRow(field, `${id}-${place}`, texts));
  const trouble = el('p', { class: 'error', role: 'alert' });
  const button = el('button', { type: 'submit', class: 'go' }, texts.send);
  const node = el('form', { class: 'ask', novalidate: '', 'aria-label': texts.form });
  node.append(...rows.map((row) => row.node), trouble, button);

  const values = (): string[] => rows.map(({ input }) => input.value);

  node.addEventListener('input', () => {
    setText(trouble, '');
    changed();
  });
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = rows.filter((row) => !row.check());
    const blank = values().every((value) => value.trim() === '');
    setText(trouble, wrong.length === 0 && blank ? texts.empty : '');
    const first = wrong[0] ?? (blank ? rows[0] : undefined);
    if (first) first.input.focus();
    else send(values());
  });
  return {
    node,
    values,
    fill: (given) => rows.forEach(({ input }, place) => (input.value = given[place] ?? '')),
    say: (words) => setText(trouble, words),
  };
}

function fieldRow(field: ChatForm['fields'][number], id: string, texts: FormTexts) {
  const { kind, label, required } = field;
  const error = el('p', { class: 'error', id: `${id}-error`, role: 'alert' });
  const input = el(kind === 'question' ? 'textarea' : 'input', {
    id,
    dir: 'auto',
    maxlength: LONGEST[kind],
    ...HINTS[kind],
    ...(required && { 'aria-required': 'true' }),
  });
  const name = el('label', { for: id }, label);
  if (!required) name.append(' ', el('span', {}, `(${texts.optional})`));
  const show = (words: string): void => {
    setText(error, words);
    setAttribute(input, 'aria-invalid', words === '' ? null : 'true');
    setAttribute(input, 'aria-describedby', words === '' ? null : error.id);
  };
  input.addEventListener('input', () => show(''));
  const check = (): boolean => {
    const problem = problemOf(field, input.value);
    show(problem === null ? '' : texts.problems[problem]);
    return problem === null;
  };
  return { node: el('div', { class: 'row' }, name, input, error), input, check };
}
