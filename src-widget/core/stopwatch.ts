/**
 * Measures from now on, in milliseconds. The visitor's clock may be set while the page is open, and the browser's own
 * counter may stand still while the device sleeps: whichever has gone further is believed, so that nothing waits for ever.
 */
export function stopwatch(): () => number {
  const [date, tick] = [Date.now(), performance.now()];
  return () => Math.max(Date.now() - date, performance.now() - tick);
}
