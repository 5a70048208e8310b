/**
 * Runs before the page, in a world of its own: puts exactly the named calls and events into `window.otklik`.
 * It forwards and decides nothing; the shell checks the sender and the arguments. The only file that
 * touches `ipcRenderer`.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { OtklikBridge } from '#shared/bridge/api.ts';
import { bridgeKey, callChannels, eventChannels } from '#shared/bridge/channels.ts';
import type { CallChannel, EventChannel } from '#shared/bridge/channels.ts';

function callOf(channel: CallChannel) {
  return (args: unknown): Promise<unknown> => ipcRenderer.invoke(channel, args);
}

const calls = Object.fromEntries(callChannels.map((channel) => [channel, callOf(channel)]));

const bridge: OtklikBridge = {
  calls: calls as unknown as OtklikBridge['calls'],
  on(event, listener) {
    // The name comes from the page, whose types are worth nothing here.
    if (!(eventChannels as readonly EventChannel[]).includes(event)) throw new Error('unknown event');
    // Without the IPC event: its `sender` is the raw ipcRenderer.
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]) => listener(payload);
    ipcRenderer.on(event, forward);
    return () => void ipcRenderer.removeListener(event, forward);
  },
};

contextBridge.exposeInMainWorld(bridgeKey, bridge);
