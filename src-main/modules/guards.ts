/** Denies by default what a page could do to leave its place: navigation, windows, webviews, permissions. */
import { app, session } from 'electron';
import type { WebContents } from 'electron';
import { CallRefused } from './call-refused.ts';
import { openExternalLink } from './links.ts';
import type { ShellLog } from './logging.ts';
import { isPermissionAllowed } from './permissions.ts';
import { isOwnUrl } from './url-policy.ts';

export function guardSession(log: ShellLog): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer, details) => {
    const allowed = isPermissionAllowed(permission, details.requestingUrl || contents.getURL(), details);
    if (!allowed) log.info(`Permission denied: ${permission}`);
    answer(allowed);
  });
  defaultSession.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isPermissionAllowed(permission, requestingOrigin, details),
  );
  defaultSession.setDevicePermissionHandler(() => false);
}

/** Applies to every page that will ever exist in this process, also to ones nobody meant to create. */
export function guardContents(log: ShellLog): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (event) => {
      if (!isOwnUrl(event.url)) deny(event, 'navigation', log);
    });
    contents.on('will-redirect', (event) => {
      if (!isOwnUrl(event.url)) deny(event, 'redirect', log);
    });
    contents.on('will-attach-webview', (event) => deny(event, 'webview', log));
    denyWindows(contents, log);
  });
}

function denyWindows(contents: WebContents, log: ShellLog): void {
  contents.setWindowOpenHandler(({ url }) => {
    openExternalLink(url).catch((error: unknown) => {
      if (error instanceof CallRefused) log.info('A link was not opened: its scheme is not allowed');
      else log.error('The system could not open a link', error);
    });
    return { action: 'deny' };
  });
}

/** The address itself stays out of the log: links come from clients' texts. */
function deny(event: { preventDefault(): void }, what: string, log: ShellLog): void {
  event.preventDefault();
  log.info(`Denied by default: ${what}`);
}
