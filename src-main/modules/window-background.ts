/** What a window shows until its page has painted, and where resizing runs ahead of the page. */

/** `--canvas` of the renderer's tokens in both themes; a test holds the two together. */
export const windowBackground = { light: '#f3f6f5', dark: '#101b1c' } as const;

/** @param dark what the chosen theme comes to: `nativeTheme.shouldUseDarkColors` */
export function backgroundFor(dark: boolean): string {
  return windowBackground[dark ? 'dark' : 'light'];
}
