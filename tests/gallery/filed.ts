import type { TranscriptItem, UploadView } from '#renderer/data/queries/views.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { Message } from '#shared/domain/message.ts';
import { deriveId } from '#shared/lib/ids.ts';
import { dialogId } from './fixture/seed.ts';
import type { WorldStore } from './fixture/world.ts';

const ID = dialogId(5);

function file(n: number, name: string, patch: Partial<Attachment>): Attachment {
  return {
    id: deriveId(ID, 900 + n),
    name,
    size: 48_200,
    mime: 'application/octet-stream',
    kind: 'other',
    width: null,
    height: null,
    durationMs: null,
    preview: 'none',
    ...patch,
  };
}

const picture = (n: number, name: string, width: number, height: number): Attachment =>
  file(n, name, { kind: 'image', mime: 'image/jpeg', size: 1_840_000, width, height, preview: 'ready' });

function paint(width: number, height: number, hue: number): Blob {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${hue} 40% 70%)"/><circle cx="50%" cy="50%" r="30%" fill="hsl(${hue + 40} 50% 45%)"/></svg>`;
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** Two pages; PDF.js finds its own way without a table of what lies where. */
const PDF = `%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Count 2 /Kids [4 0 R 6 0 R] >> endobj
3 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
4 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents 5 0 R >> endobj
5 0 obj << /Length 52 >> stream
BT /F 32 Tf 72 720 Td (Invoice 1042, page 1) Tj ET 
endstream endobj
6 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents 7 0 R >> endobj
7 0 obj << /Length 52 >> stream
BT /F 32 Tf 72 720 Td (Invoice 1042, page 2) Tj ET 
endstream endobj
trailer << /Root 1 0 R /Size 8 >>
%%EOF`;

const LONG = `Договор поставки и дополнительное соглашение № 14 от 3 марта (подписано с двух сторон), ${'очень '.repeat(12)}важное.pdf`;

/** Files of every kind in the transcript and over the field, with names of every length and direction. */
export function everyFile({ world }: WorldStore, now: number): void {
  const items = world.transcripts.get(ID) ?? [];
  const asked = items.find(({ message }) => message.author.kind === 'client')?.message;
  const said = items.findLast(({ message }) => message.author.kind === 'operator')?.message;
  if (!asked || !said) return;
  const photos = [
    picture(1, 'упаковка.jpg', 1200, 900),
    picture(2, 'чек.jpg', 900, 1200),
    picture(3, 'IMG_2041.jpg', 1600, 900),
  ];
  const papers = [
    file(4, LONG, { kind: 'pdf', mime: 'application/pdf', size: 2_400_000 }),
    file(5, 'فاتورة رقم ١٠٤٢.docx', {}),
    file(6, '<img src=x onerror=alert(1)>.txt', { kind: 'text', mime: 'text/plain', size: 912 }),
    file(7, 'обзор.mp4', { kind: 'video', mime: 'video/mp4', size: 18_400_000 }),
  ];
  const voice = file(8, 'Голосовое сообщение.webm', {
    kind: 'voice',
    mime: 'audio/webm',
    durationMs: 47_000,
  });
  const sound = file(9, 'звонок.mp3', { kind: 'audio', mime: 'audio/mpeg', size: 3_100_000 });
  const unsent = [picture(10, 'схема проезда.jpg', 800, 600), file(11, 'прайс.xlsx', { size: 310_000 })];
  photos.forEach(({ id }, i) => world.pictures.set(id, paint(400, 300, i * 90)));
  for (const { id } of unsent.slice(0, 1)) world.pictures.set(id, paint(400, 300, 300));
  world.pictures.set(papers[0]?.id ?? '', new Blob([PDF], { type: 'application/pdf' }));
  const body = (text: string, attachments: Attachment[]): Message['body'] => ({
    kind: 'text',
    text,
    attachments,
  });
  const patches: [Message, Partial<Message>, TranscriptItem['pending']][] = [
    [asked, { body: body('Вот что пришло', photos), delivery: null }, null],
    [asked, { body: body('', papers), delivery: null }, null],
    [said, { body: body('', [voice, sound]), delivery: { state: 'read', at: now } }, null],
    [
      said,
      { body: body('Отправлю, как появится сеть', unsent), delivery: { state: 'pending' } },
      { kind: 'waiting' },
    ],
  ];
  const last = items.at(-1)?.message ?? said;
  const added = patches.map(([from, patch, pending], i): TranscriptItem => {
    const place = { id: deriveId(ID, 950 + i), seq: last.seq + 1 + i, at: now - (6 - i) * 40_000 };
    return { message: { ...from, ...place, ...patch }, pending };
  });
  world.transcripts.set(ID, [...items, ...added]);
  const loose = (one: Attachment, state: UploadView['state'], sent: number): UploadView => ({
    messageId: null,
    file: one,
    state,
    sent,
  });
  world.uploads.set(ID, [
    ...unsent.map((one): UploadView => ({
      messageId: deriveId(ID, 953),
      file: one,
      state: { kind: 'waiting' },
      sent: one.size / 3,
    })),
    loose(picture(12, 'Снимок экрана 2026-11-30 14.02.11.png', 1600, 900), { kind: 'waiting' }, 900_000),
    loose(
      file(13, 'Голосовое сообщение.webm', { kind: 'voice', durationMs: 12_000 }),
      { kind: 'done' },
      48_200,
    ),
    loose(file(14, LONG, { kind: 'pdf', size: 52_000_000 }), { kind: 'waiting' }, 0),
    loose(file(15, 'وثيقة.zip', {}), { kind: 'failed', why: 'refused' }, 0),
  ]);
}
