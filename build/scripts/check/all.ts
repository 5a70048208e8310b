import type { Check } from './contract.ts';
import { format } from './format.ts';
import { layers } from './layers.ts';
import { limits } from './limits.ts';
import { lint } from './lint.ts';
import { types } from './types.ts';
import { words } from './words.ts';

/** In the order a person wants to hear about them. */
export const checks: readonly Check[] = [types, lint, layers, limits, format, words];
