/** The only way out of the application for a link. */
import { shell } from 'electron';
import { externalUrl } from '#shared/lib/external-url.ts';
import { CallRefused } from './call-refused.ts';

/**
 * Opens a link with the system's browser, mail or phone application.
 * @throws CallRefused `forbidden` when the scheme is not allowed.
 */
export async function openExternalLink(url: string): Promise<void> {
  const safe = externalUrl(url);
  if (safe === null) throw new CallRefused('forbidden', 'only https, http, mailto and tel links are opened');
  await shell.openExternal(safe);
}
