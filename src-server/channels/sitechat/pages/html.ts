/** Markup made of our own words and escaped values. */
export interface Html {
  readonly markup: string;
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

type Value = string | number | Html | readonly Html[];

function markupOf(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
  }
  return 'markup' in value ? value.markup : value.map((part) => part.markup).join('');
}

/** Template tag: what is written in the template is markup, what is put in is text unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return { markup: parts.reduce((out, part, i) => out + markupOf(values[i - 1] ?? '') + part) };
}
