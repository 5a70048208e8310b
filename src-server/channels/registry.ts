import type { ChannelFactory } from './channel.ts';

/** All channels the hub can speak. */
export const CHANNELS: readonly ChannelFactory[] = [];
