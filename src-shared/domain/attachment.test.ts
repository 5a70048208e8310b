import { describe, expect, it } from 'vitest';
import { cleanFileName, fileNameSchema, MAX_FILE_NAME, summaryOf } from './attachment.ts';

describe('cleanFileName', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Windows\\x.exe', 'C__Windows_x.exe'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['a\r\nb\u0000.txt', 'a_b.txt'],
    ['   ', 'file'],
    ['...', 'file'],
    ['\u200b\u2060', 'file'],
    ['счёт № 5.pdf', 'счёт № 5.pdf'],
    ['trailing. . ', 'trailing'],
    ['. . .', 'file'],
    ['..a. .b. .', 'a. .b'],
  ])('%j becomes %j', (raw, clean) => {
    expect(cleanFileName(raw)).toBe(clean);
  });

  it('cuts long names before their ending', () => {
    const name = cleanFileName(`${'я'.repeat(500)}.docx`);
    expect(name).toHaveLength(MAX_FILE_NAME);
    expect(name.endsWith('я.docx')).toBe(true);
    expect(fileNameSchema.parse(`${'😀'.repeat(300)}.png`)).toHaveLength(MAX_FILE_NAME);
  });

  // Were every dot looked at as the first of the ending ones, this would take a quarter of an hour.
  it('comes to an end with a million dots', () => {
    expect(cleanFileName(`a${'.'.repeat(1_000_000)}pdf`)).toBe(`a${'.'.repeat(MAX_FILE_NAME - 4)}pdf`);
  });
});

describe('summaryOf', () => {
  it('names the kind only when all are alike', () => {
    expect(summaryOf([])).toBeNull();
    expect(summaryOf([{ kind: 'image' }, { kind: 'image' }])).toEqual({ kind: 'image', count: 2 });
    expect(summaryOf([{ kind: 'image' }, { kind: 'pdf' }])).toEqual({ kind: 'other', count: 2 });
  });
});
