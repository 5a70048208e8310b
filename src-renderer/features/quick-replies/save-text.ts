/** Long enough for the browser to have begun with it. */
const RELEASE_AFTER_MS = 60_000;

/** Saves a text as a file: a browser into its downloads, the shell where it is told to. */
export function saveText(name: string, text: string): void {
  // Without a type of its own: nothing opens by itself.
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_AFTER_MS);
}
