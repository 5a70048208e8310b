import type { InlineConfig } from 'vite';

/** One of the programs that make up the product, and how it is built. */
export interface BuildPart {
  readonly name: 'renderer' | 'main' | 'preload' | 'hub' | 'widget' | 'widget-files' | 'widget-forms';
  /** Without this file the part does not exist yet and is left out. */
  readonly entry: string;
  /** Files and folders (from the root) whose content decides whether the part must be built again. */
  readonly inputs: readonly string[];
  /** Files (from the root) that must be there afterwards. */
  readonly outputs: readonly string[];
  readonly config: InlineConfig;
  /** Largest gzip size of the first output, in bytes. */
  readonly maxGzipBytes?: number;
}
