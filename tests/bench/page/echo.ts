/** Floor of a live message: there and back over a WebSocket, one at a time. @returns milliseconds of each */
export async function echo({ count, pauseMs }: { count: number; pauseMs: number }): Promise<number[]> {
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/echo`);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  const each: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const heard = new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
    const startedAt = performance.now();
    socket.send('x'.repeat(300));
    await heard;
    each.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  socket.close();
  return each;
}
