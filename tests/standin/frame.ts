/** `WebFrameMain` as far as a sender check reads it. */
export interface StandinFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: StandinFrame | null;
}

export function frameOf(url: () => string, parent: StandinFrame | null): StandinFrame {
  return {
    get url() {
      return url();
    },
    get origin() {
      return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url())?.[0] ?? 'null';
    },
    parent,
  };
}
