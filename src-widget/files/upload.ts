import { headersOf, type FilesContext } from './context.ts';

/** Lost with a broken connection, and what progress is told by. */
const CHUNK_BYTES = 256 * 1024;
const TRIES = 8;
const FIRST_WAIT_MS = 700;

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** The hub does not take it, however often it is asked. */
export class NotTaken extends Error {}

/**
 * Uploads a file as tus describes it: begun, sent piece by piece, and gone on with where the hub says it stopped.
 * @throws NotTaken, or another error when the network stays away for long
 */
export async function upload(
  context: FilesContext,
  id: string,
  file: File,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<void> {
  const ask = async (path: string, method: string, headers: Record<string, string>, body?: Blob) =>
    await fetch(`${context.base}/uploads${path}`, {
      method,
      signal,
      credentials: 'omit',
      headers: { ...(await headersOf(context)), 'tus-resumable': '1.0.0', ...headers },
      ...(body ? { body } : {}),
    });
  const begin = {
    'upload-length': String(file.size),
    'upload-metadata': `id ${base64(id)},name ${base64(file.name)}`,
  };
  let offset = -1;
  for (let failures = 0; offset < file.size;) {
    try {
      const response =
        offset < 0
          ? await ask('', 'POST', begin)
          : await ask(
              `/${id}`,
              'PATCH',
              { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
              file.slice(offset, offset + CHUNK_BYTES),
            );
      if (response.ok) {
        offset = offset < 0 ? await standing() : Number(response.headers.get('upload-offset'));
        failures = 0;
        onSent(offset);
        continue;
      }
      if ([400, 403, 413].includes(response.status)) throw new NotTaken(`${response.status}`);
    } catch (error) {
      if (signal.aborted || error instanceof NotTaken) throw error;
    }
    failures += 1;
    if (failures > TRIES) throw new Error('no connection');
    await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** failures * Math.random()));
    offset = await standing().catch(() => -1);
  }

  async function standing(): Promise<number> {
    const response = await ask(`/${id}`, 'HEAD', {});
    return response.ok ? Number(response.headers.get('upload-offset')) : -1;
  }
}
