/**
 * Draws every icon of the application from `icon.svg`: PNGs for Linux and the work tree, `icon.ico` for
 * Windows, `icon.icns` for macOS, and a copy for the client's pages. The results are kept in the repository; run again after a change:
 *
 *   node build/icons/render.ts <path of a Chromium>
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const folder = import.meta.dirname;
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const;
const windowsSizes = [16, 24, 32, 48, 64, 128, 256] as const;

/** Apple's names of the slots in an .icns file, with their sizes in pixels. */
const macSlots = [
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
] as const;
/** Part of the canvas that the shape fills on macOS, where icons keep a margin. */
const macFill = 824 / 1024;

type Draw = (size: number, fill?: number) => Promise<Buffer>;

async function withDrawing(executablePath: string, work: (draw: Draw) => Promise<void>): Promise<void> {
  const svg = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
  const browser = await chromium.launch({ executablePath });
  const page = await browser.newPage();
  await work(async (size, fill = 1) => {
    const side = Math.round(size * fill);
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>html,body{margin:0;height:100%;display:grid;place-items:center;background:transparent}` +
        `svg{width:${side}px;height:${side}px;display:block}</style>${svg}`,
    );
    return page.screenshot({ omitBackground: true });
  });
  await browser.close();
}

/** An .ico file: a directory of 16 bytes per picture, then the pictures as PNG. */
function icoFile(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // 256 does not fit into a byte and is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** An .icns file: a magic word and the length, then slots of name, length and PNG. */
function icnsFile(slots: readonly { name: string; png: Buffer }[]): Buffer {
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return chunk('icns', Buffer.concat(slots.map(({ name, png }) => chunk(name, png))));
}

const [browserPath] = process.argv.slice(2);
if (browserPath === undefined) throw new Error('usage: node build/icons/render.ts <path of a Chromium>');

copyFileSync(path.join(folder, 'icon.svg'), path.join(folder, '..', '..', 'src-renderer', 'app', 'icon.svg'));

await withDrawing(browserPath, async (draw) => {
  for (const size of linuxSizes) {
    writeFileSync(path.join(folder, `${size}x${size}.png`), await draw(size));
  }
  const windows = [];
  for (const size of windowsSizes) windows.push({ size, png: await draw(size) });
  writeFileSync(path.join(folder, 'icon.ico'), icoFile(windows));
  const mac = [];
  for (const [name, size] of macSlots) mac.push({ name, png: await draw(size, macFill) });
  writeFileSync(path.join(folder, 'icon.icns'), icnsFile(mac));
});
