/** One running desktop shell as tests see it, on real Electron and on the stand-in alike. */
import type * as Electron from 'electron';
import type { Page } from 'playwright-core';

export interface LaunchOptions {
  /** Data folder; the same one again means a restart. */
  readonly userData: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of the built programs; by default `dist`. */
  readonly dist?: string;
  /** Chromium plays a microphone and a camera, instead of asking the system for them. */
  readonly fakeDevices?: boolean;
}

/** Electron's modules inside a function that runs in the main process. */
export type ElectronModules = typeof Electron;

export interface ShellApp {
  readonly kind: 'electron' | 'standin';
  /** Origin of the renderer as the page itself sees it. */
  readonly origin: string;
  /** The main window's page; waits until it is there. */
  window(): Promise<Page>;
  /**
   * Runs a function in the main process. It travels as text: it sees its arguments and globals, nothing else;
   * argument and result must be plain data.
   */
  main<R, A>(run: (electron: ElectronModules, argument: A) => R | Promise<R>, argument: A): Promise<R>;
  main<R>(run: (electron: ElectronModules) => R | Promise<R>): Promise<R>;
  /** Starts the program once more with the same data folder. @returns its exit code. */
  startAgain(): Promise<number>;
  /** Quits as a person would. */
  close(): Promise<void>;
  /** Ends the main process without any warning (`kill -9`). */
  kill(): Promise<void>;
}
