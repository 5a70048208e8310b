/** The hub as it is installed, with one messenger more: `loopback`. */
import { CHANNELS } from '#server/channels/registry.ts';
import { runProgram } from '#server/program.ts';
import { loopback } from './channel.ts';

await runProgram({ channels: [...CHANNELS, loopback] });
