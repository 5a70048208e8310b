/** `safeStorage` with a key in a folder that plays the system's key store. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environment } from './environment.ts';

const ivBytes = 12;
const tagBytes = 16;

export const safeStorage = {
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(environment.keychain !== 'none'),
  getSelectedStorageBackend: (): string =>
    environment.keychain === 'none' ? 'basic_text' : 'gnome_libsecret',

  async encryptStringAsync(text: string): Promise<Buffer> {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', key(), iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), body]));
  },

  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(0, ivBytes));
    decipher.setAuthTag(encrypted.subarray(ivBytes, ivBytes + tagBytes));
    const body = Buffer.concat([decipher.update(encrypted.subarray(ivBytes + tagBytes)), decipher.final()]);
    return Promise.resolve({ result: body.toString('utf8'), shouldReEncrypt: false });
  },
};

function key(): Buffer {
  if (environment.keychain === 'none') throw new Error('Encryption is not available.');
  const file = path.join(environment.keychain, 'key');
  if (!existsSync(file)) {
    mkdirSync(environment.keychain, { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(file);
}
