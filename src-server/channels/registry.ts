import type { ChannelFactory } from './channel.ts';
import { siteChat } from './sitechat/sitechat.ts';

/** All channels the hub can speak. */
export const CHANNELS: readonly ChannelFactory[] = [siteChat];
