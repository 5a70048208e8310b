import { compileMessage } from '@lingui/message-utils/compileMessage';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogs, LOCALES, type MessageKey } from './messages.ts';

const keys = Object.keys(catalogs.en) as MessageKey[];

type Token = ReturnType<typeof compileMessage>[number];

/** Parameters of a message and the arms of its plurals, as the compiled form has them. */
function shapeOf(message: string): { params: string[]; plurals: Record<string, string[]> } {
  const params = new Set<string>();
  const plurals: Record<string, string[]> = {};
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (!Array.isArray(token)) continue;
      const [name, kind, arms] = token as [string, string?, Record<string, unknown>?];
      params.add(name);
      if (kind !== 'plural' || arms === undefined) continue;
      plurals[name] = Object.keys(arms).filter((arm) => arm !== 'offset');
      for (const arm of Object.values(arms)) if (Array.isArray(arm)) walk(arm as Token[]);
    }
  };
  walk(compileMessage(message));
  return { params: [...params].toSorted(), plurals };
}

describe.each(LOCALES)('catalog %s', (locale) => {
  const catalog = catalogs[locale];

  test('has the same keys, none of them empty', () => {
    expect(Object.keys(catalog).toSorted()).toEqual(keys.toSorted());
    for (const key of keys) expect(catalog[key].trim(), key).not.toBe('');
  });

  test('asks for the same parameters as English', () => {
    for (const key of keys)
      expect(shapeOf(catalog[key]).params, key).toEqual(shapeOf(catalogs.en[key]).params);
  });

  test('has every plural form of its language', () => {
    const wanted = locale === 'ru' ? ['few', 'many', 'one', 'other'] : ['one', 'other'];
    for (const key of keys) {
      for (const [name, arms] of Object.entries(shapeOf(catalog[key]).plurals)) {
        // A case of its own (`=0`) comes besides the forms.
        const forms = arms.filter((arm) => !/^\d+$/.test(arm));
        expect(forms.toSorted(), `${key}: ${name}`).toEqual(wanted);
      }
    }
  });

  test('has no straight quotation marks and no three dots', () => {
    for (const key of keys) expect(catalog[key], key).not.toMatch(/"|\.\.\./);
  });
});

test('Russian texts are Russian: no catalog was left in English', () => {
  const same = keys.filter(
    (key) => catalogs.ru[key] === catalogs.en[key] && /[a-z]{3,} [a-z]{3,}/i.test(catalogs.en[key]),
  );
  expect(same).toEqual([]);
});

test('every text is used somewhere', () => {
  const sources = sourcesUnder(path.join(import.meta.dirname, '..')).join('\n');
  const unused = keys.filter((key) => !isUsed(key, sources));
  expect(unused).toEqual([]);
});

/** As a literal, or as the end of a template such as `list.${name}`. */
function isUsed(key: string, sources: string): boolean {
  if (sources.includes(`'${key}'`)) return true;
  const parts = key.split('.');
  return parts.some((_, i) => i > 0 && sources.includes('`' + parts.slice(0, i).join('.') + '.${'));
}

function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .filter((entry) => !/i18n[\\/](en|ru)$/.test(entry.parentPath))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}
