/**
 * Session tokens, one per hub, encrypted by the system's key store (Keychain, DPAPI, libsecret, KWallet).
 * Where there is none they live in memory only: a token in plain text on disk is never an option.
 */
import { safeStorage } from 'electron';
import { z } from 'zod';
import type { SecretPersistence } from '#shared/bridge/calls.ts';
import { hubOriginSchema } from '#shared/bridge/settings.ts';
import type { ShellLog } from '../modules/logging.ts';
import { openCheckedStore } from './checked-store.ts';

const secretsFileSchema = z.object({
  /** Hub's origin → encrypted token, base64. */
  tokens: z.record(hubOriginSchema, z.base64()).default({}),
});

export interface SecretVault {
  get(hub: string): Promise<string | null>;
  set(hub: string, secret: string): Promise<SecretPersistence>;
  delete(hub: string): void;
  persistence(): Promise<SecretPersistence>;
}

export function openSecrets(log: ShellLog): SecretVault {
  const store = openCheckedStore('secrets', secretsFileSchema, log);
  const memory = new Map<string, string>();

  const put = (hub: string, token: string | null) => {
    const { [hub]: _previous, ...others } = store.get().tokens;
    store.set({ tokens: token === null ? others : { ...others, [hub]: token } });
  };
  const forget = (hub: string) => {
    memory.delete(hub);
    if (store.get().tokens[hub] !== undefined) put(hub, null);
  };
  const encrypt = async (secret: string) => (await safeStorage.encryptStringAsync(secret)).toString('base64');

  return {
    async get(hub) {
      const known = memory.get(hub);
      if (known !== undefined) return known;
      const token = store.get().tokens[hub];
      if (token === undefined || (await keyStore()) === 'memory') return null;
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(
          Buffer.from(token, 'base64'),
        );
        if (shouldReEncrypt) put(hub, await encrypt(result));
        return result;
      } catch (error) {
        // Another user, a restored backup, a reset key store: the token is lost for good, sign-in makes a new one.
        log.error('A stored session could not be decrypted; the person has to sign in again', error);
        forget(hub);
        return null;
      }
    },
    async set(hub, secret) {
      if ((await keyStore()) === 'memory') {
        forget(hub);
        memory.set(hub, secret);
        log.info('The system offers no key store: the session is kept in memory until Otklik quits');
        return 'memory';
      }
      put(hub, await encrypt(secret));
      memory.delete(hub);
      return 'encrypted';
    },
    delete: forget,
    persistence: keyStore,
  };
}

async function keyStore(): Promise<'encrypted' | 'memory'> {
  // On Linux without a key store Chromium "encrypts" with a constant from its own source code.
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
    return 'memory';
  return (await safeStorage.isAsyncEncryptionAvailable()) ? 'encrypted' : 'memory';
}
