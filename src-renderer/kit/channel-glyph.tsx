import type { ReactNode } from 'react';

/** Own small marks, not the vendors' logos: a colour and a shape are enough to tell them apart in a list. */
const GLYPHS = {
  sitechat: { color: '#0b7a75', path: 'M4 5.5h8v5H8.4L6 12.4v-1.9H4z' },
  telegram: { color: '#2a7fb8', path: 'M3.4 8.1 12.6 4.2l-1.5 8-2.9-2-1.5 1.6-.3-2.6 3.8-3.2-4.9 2.9z' },
  whatsapp: {
    color: '#22824a',
    path: 'M5.3 4.4 6.9 4l.9 2-1 .9c.4 1 1.2 1.7 2.2 2.2l.9-1 2 .9-.4 1.7c-3.5.7-7-2.8-6.2-6.3z',
  },
  instagram: { color: '#b23a78', path: 'M4 4h8v8H4zm4 2.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z' },
  vk: {
    color: '#3a6ea5',
    path: 'M3.6 5h1.9c.2 2 1.1 3.2 1.8 3.4V5h1.7v2.4c.8-.1 1.6-1 2-2.4h1.7c-.3 1.3-1 2.3-1.8 2.9.9.5 1.6 1.3 2 2.9h-1.8c-.3-1-1-1.8-2.1-1.9v1.9H8.6C5.6 10.8 3.8 8.800 3.600 5z',
  },
  avito: {
    color: '#6b5bb5',
    path: 'M5.500 4.200a1.900 1.900 0 1 1 0 3.800 1.900 1.900 0 0 1 0-3.800zM10.500 6.600a2.600 2.600 0 1 1 0 5.200 2.600 2.600 0 0 1 0-5.200zM5.700 9.400a1.200 1.200 0 1 1 0 2.400 1.200 1.200 0 0 1 0-2.400zM11 3.700a1 1 0 1 1 0 2 1 1 0 0 1 0-2z',
  },
  email: { color: '#8a5a1c', path: 'M3.500 5h9L8 8.700zM3.500 6.300 8 10l4.500-3.700V11h-9z' },
} as const;

export type GlyphKind = keyof typeof GLYPHS;

interface ChannelGlyphProps {
  kind: GlyphKind;
  size?: number;
}

/** Decorative; the channel is always named in words too. */
export function ChannelGlyph({ kind, size = 16 }: ChannelGlyphProps): ReactNode {
  const glyph = GLYPHS[kind];
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="block shrink-0">
      <circle cx="8" cy="8" r="8" fill={glyph.color} />
      <path d={glyph.path} fill="#fff" fillRule="evenodd" />
    </svg>
  );
}
