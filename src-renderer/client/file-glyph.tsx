import { AudioLines, FileText, File as FileIcon, Film, Image as ImageIcon, Mic } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AttachmentKind } from '#shared/domain/attachment.ts';

const GLYPHS = {
  image: ImageIcon,
  video: Film,
  audio: AudioLines,
  voice: Mic,
  pdf: FileText,
  text: FileText,
  other: FileIcon,
} satisfies Record<AttachmentKind, unknown>;

export function FileGlyph({ kind, size = 18 }: { kind: AttachmentKind; size?: number }): ReactNode {
  const Glyph = GLYPHS[kind];
  return <Glyph size={size} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />;
}
