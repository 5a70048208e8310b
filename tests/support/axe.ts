import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * The accessibility checker on a page of ours. No page of ours has frames, so the blank page that the checker opens to put
 * the frames' findings together, at a third of its time, is left out, and so is describing in detail what is well.
 */
export function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
}
