import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuTemplate } from './menu-template.ts';
import { shellTexts } from './texts.ts';

function roles(template: readonly MenuItemConstructorOptions[]): unknown[] {
  return template.flatMap(({ role, submenu }) => [
    ...(role === undefined ? [] : [role]),
    ...(Array.isArray(submenu) ? roles(submenu) : []),
  ]);
}

function labels(template: readonly MenuItemConstructorOptions[]): unknown[] {
  return template.flatMap(({ label, type, submenu }) => [
    ...(type === 'separator' ? [] : [label]),
    ...(Array.isArray(submenu) ? labels(submenu) : []),
  ]);
}

const ru = shellTexts('ru', 'en-US');
const en = shellTexts('en', 'ru-RU');

test('developer tools are in the menu during development only', () => {
  expect(roles(menuTemplate(en, 'Otklik', false, true))).toContain('toggleDevTools');
  expect(roles(menuTemplate(en, 'Otklik', false, false))).not.toContain('toggleDevTools');
});

test('every item has a text in the chosen language', () => {
  for (const mac of [false, true]) {
    const russian = labels(menuTemplate(ru, 'Otklik', mac, true));
    expect(russian.filter((label) => label !== 'Otklik')).toSatisfy((list: string[]) =>
      list.every((label) => /[а-яё]/i.test(label)),
    );
    expect(labels(menuTemplate(en, 'Otklik', mac, true)).join()).not.toMatch(/[а-яё]/i);
  }
});

test('what people expect of a menu is there: editing, zoom, reload, quit', () => {
  for (const mac of [false, true]) {
    expect(roles(menuTemplate(en, 'Otklik', mac, false))).toEqual(
      expect.arrayContaining([
        'undo',
        'copy',
        'paste',
        'selectAll',
        'reload',
        'zoomIn',
        'zoomOut',
        'quit',
        'minimize',
      ]),
    );
  }
});
