/** The floor of a fan-out, as a process of its own: one text to every socket, by plain ws. Started with an IPC channel. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

export type BroadcastOrder = { order: 'send'; text: string } | { order: 'use' };
export type BroadcastReport = { report: 'ready'; url: string } | { report: 'use'; cpuSeconds: number };

const tell = (report: BroadcastReport): void => void process.send?.(report);
const server = createServer();
const sockets = new WebSocketServer({ server });

process.on('message', (message) => {
  const order = message as BroadcastOrder;
  if (order.order === 'send') for (const socket of sockets.clients) socket.send(order.text);
  else {
    const { user, system } = process.cpuUsage();
    tell({ report: 'use', cpuSeconds: (user + system) / 1e6 });
  }
});
// Whoever started this is gone.
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  tell({ report: 'ready', url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
