import type { Page } from 'playwright-core';
import { BENCH_KEY, type PageCalls } from '../page/calls.ts';
import type { Lab } from './lab.ts';

type Input<Name extends keyof PageCalls> = Parameters<PageCalls[Name]>[0];
type Output<Name extends keyof PageCalls> = Awaited<ReturnType<PageCalls[Name]>>;

/** Opens the benchmark's page. */
export async function openPage(lab: Lab, page: Page): Promise<void> {
  const { origin } = await lab.server();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${origin}/index.html`);
  try {
    await page.waitForFunction((key) => key in globalThis, BENCH_KEY);
  } catch {
    throw new Error(`The benchmark's page does not run: ${errors.join('; ')}`);
  }
}

/** Calls one of the page's own functions. */
export async function call<Name extends keyof PageCalls>(
  page: Page,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const result: unknown = await page.evaluate(
    ([key, what, argument]) => {
      const calls = (globalThis as unknown as Record<string, Record<string, (input: unknown) => unknown>>)[
        key
      ];
      return calls?.[what]?.(argument);
    },
    [BENCH_KEY, name, input] as const,
  );
  return result as Output<Name>;
}

/** In a browser of its own with a new profile: nothing of another run is in its way. */
export async function callAlone<Name extends keyof PageCalls>(
  lab: Lab,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  return await withProfile(lab, lab.newProfile(), (page) => call(page, name, input));
}

/** In a browser whose profile is kept: the replica is that of an operator who was here before. */
export async function withProfile<T>(
  lab: Lab,
  profile: string,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await lab.browser(profile);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await openPage(lab, page);
    return await work(page);
  } finally {
    await context.close();
  }
}
