/** One running shell per data folder: two writers of one profile would corrupt it. */
import { app } from 'electron';

/** @returns false when another instance holds the folder; it has been told and shows its window. */
export function claimSingleInstance(): boolean {
  return app.requestSingleInstanceLock();
}
