import type { Attachment } from '#shared/domain/attachment.ts';
import type { Files } from './files.ts';

/** Long enough for the browser to have begun with it. */
const RELEASE_AFTER_MS = 60_000;

/** Saves a file under its name: a browser into its downloads, the shell where it is told to. Rejects when it cannot be had. */
export async function saveFile(files: Files, { id, name }: Attachment): Promise<void> {
  const blob = await files.content(id);
  // Without a type of its own: nothing opens by itself.
  const address = URL.createObjectURL(blob.slice(0, blob.size, 'application/octet-stream'));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_AFTER_MS);
}

export async function saveAll(files: Files, all: readonly Attachment[]): Promise<void> {
  for (const file of all) await saveFile(files, file);
}
