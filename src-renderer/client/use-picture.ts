import { useEffect, useState } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import { useClient } from './react.tsx';

export type Picture = { kind: 'loading' } | { kind: 'shown'; address: string } | { kind: 'failed' };

const LOADING: Picture = { kind: 'loading' };

/** The small picture of a file as an address for this window. @param id null: there is none */
export function usePicture(id: Id | null): Picture {
  const { files } = useClient();
  const [picture, setPicture] = useState<Picture>(LOADING);
  useEffect(() => {
    if (id === null) return undefined;
    let address: string | null = null;
    let over = false;
    files.preview(id).then(
      (blob) => {
        if (over) return;
        address = URL.createObjectURL(blob);
        setPicture({ kind: 'shown', address });
      },
      () => {
        if (!over) setPicture({ kind: 'failed' });
      },
    );
    return () => {
      over = true;
      setPicture(LOADING);
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [files, id]);
  return picture;
}
