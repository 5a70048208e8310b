/** Sleep and lock of the computer: after them connections look alive and are not. */
import { powerMonitor } from 'electron';

export function watchPower(onResumed: () => void): void {
  powerMonitor.on('resume', onResumed);
  powerMonitor.on('unlock-screen', onResumed);
}
