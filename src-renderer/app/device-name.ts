import type { PlatformInfo } from '../platform/types.ts';

const SYSTEMS: readonly [RegExp, string][] = [
  [/windows|win32/i, 'Windows'],
  [/android/i, 'Android'],
  [/iphone|ipad/i, 'iOS'],
  [/mac os|darwin/i, 'macOS'],
  [/linux/i, 'Linux'],
];

const BROWSERS: readonly [RegExp, string][] = [
  [/electron/i, 'Otklik'],
  [/edg\//i, 'Edge'],
  [/yabrowser\//i, 'Yandex'],
  [/opr\//i, 'Opera'],
  [/firefox\//i, 'Firefox'],
  [/chrom(e|ium)\//i, 'Chrome'],
  [/safari\//i, 'Safari'],
];

/** What a person recognises in a list of his sessions: "Firefox on Windows", "Otklik on macOS". */
export function deviceName({ os, engine }: Pick<PlatformInfo, 'os' | 'engine'>): string {
  const first = (table: readonly [RegExp, string][], text: string): string | undefined =>
    table.find(([pattern]) => pattern.test(text))?.[1];
  const system = first(SYSTEMS, os === 'browser' ? engine : os);
  const program = first(BROWSERS, engine) ?? 'Browser';
  return system === undefined ? program : `${program} on ${system}`;
}
