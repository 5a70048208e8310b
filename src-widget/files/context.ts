import type { Store } from '../core/state.ts';
import type { VisitorKeeper } from '../core/visitor.ts';

export interface FilesContext {
  /** `https://hub/chat/<channel>/files` */
  base: string;
  channelId: string;
  visitor: VisitorKeeper;
  store: Store;
}

/** Headers by which the hub knows the visitor, who is made if there is none. */
export async function headersOf({ visitor }: Pick<FilesContext, 'visitor'>): Promise<Record<string, string>> {
  const who = await visitor.ensure();
  return who.kind === 'ok' ? { authorization: `Bearer ${who.value.token}` } : {};
}
