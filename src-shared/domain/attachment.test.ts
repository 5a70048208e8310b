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
  ])('%j becomes %j', (raw, clean) => {
    expect(cleanFileName(raw)).toBe(clean);
  });

  it('cuts long names before their ending', () => {
    const name = cleanFileName(`${'я'.repeat(500)}.docx`);
    expect(name).toHaveLength(MAX_FILE_NAME);
    expect(name.endsWith('я.docx')).toBe(true);
    expect(fileNameSchema.parse(`${'😀'.repeat(300)}.png`)).toHaveLength(MAX_FILE_NAME);
  });
});

describe('summaryOf', () => {
  it('names the kind only when all are alike', () => {
    expect(summaryOf([])).toBeNull();
    expect(summaryOf([{ kind: 'image' }, { kind: 'image' }])).toEqual({ kind: 'image', count: 2 });
    expect(summaryOf([{ kind: 'image' }, { kind: 'pdf' }])).toEqual({ kind: 'other', count: 2 });
  });
});
