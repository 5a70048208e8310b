import { z } from 'zod';

/** Loaded into a hub before its own code: its clock goes on by as much as the test says, so that nobody waits for an hour to pass. */
const passTimeSchema = z.object({ type: z.literal('pass-time'), ms: z.number() });

const real = Date.now;
let passed = 0;
Date.now = () => real() + passed;

process.on('message', (message) => {
  const order = passTimeSchema.safeParse(message);
  if (!order.success) return;
  passed += order.data.ms;
  process.send?.({ type: 'time-passed' });
});
// Listening must not keep the hub from ending.
process.channel?.unref();
