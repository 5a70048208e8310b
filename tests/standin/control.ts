/** The stand-in's end of the channel to the test: evaluates a test's function with the stand-in's `electron`. */
import { z } from 'zod';

const requestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('evaluate'),
    id: z.number(),
    source: z.string(),
    argument: z.unknown().optional(),
  }),
  z.object({ kind: z.literal('quit') }),
]);

export type ControlRequest = z.input<typeof requestSchema>;

export const controlAnswerSchema = z.discriminatedUnion('kind', [
  /** Chromium runs; its debugging endpoint. */
  z.object({ kind: z.literal('browser'), endpoint: z.string() }),
  z.object({ kind: z.literal('result'), id: z.number(), value: z.unknown().optional() }),
  z.object({ kind: z.literal('error'), id: z.number(), message: z.string() }),
]);
export type ControlAnswer = z.infer<typeof controlAnswerSchema>;

export function openControl(): void {
  if (process.send === undefined) return;
  process.on('message', (raw) => {
    handle(requestSchema.parse(raw)).catch((error: unknown) => console.error('stand-in:', error));
  });
  // The test is gone: leave nothing behind.
  process.on('disconnect', () => process.exit(1));
}

async function handle(request: z.output<typeof requestSchema>): Promise<void> {
  // Loaded late: the stand-in proper must not start before the bundle asks for it.
  const { default: electron } = await import('./electron.ts');
  if (request.kind === 'quit') return electron.app.quit();
  const { id } = request;
  try {
    // The test's own function, sent as text as Playwright does it for Electron.
    // oxlint-disable-next-line eslint/no-eval
    const run = (0, eval)(`(${request.source})`) as (modules: unknown, argument: unknown) => unknown;
    process.send?.({ kind: 'result', id, value: await run(electron, request.argument) });
  } catch (error) {
    process.send?.({ kind: 'error', id, message: String(error) });
  }
}
