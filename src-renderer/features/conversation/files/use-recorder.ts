import { useEffect, useRef, useState } from 'react';
import { detach } from '#shared/lib/detach.ts';
import { microphoneTrouble, type MicrophoneTrouble } from './microphone-trouble.ts';

export type Recording =
  | { kind: 'idle' }
  /** Waits for the person's leave to use the microphone. */
  | { kind: 'asking' }
  | { kind: 'recording'; elapsedMs: number; level: number }
  | { kind: 'trouble'; why: MicrophoneTrouble };

export interface Recorder {
  state: Recording;
  start: () => void;
  /** Ends it and hands the recording over. */
  stop: () => void;
  /** Ends it; nothing is kept. */
  cancel: () => void;
  /** The trouble was read. */
  forget: () => void;
}

const LEVEL_EVERY_MS = 100;
/** Longer talks are no messages any more. */
const LONGEST_MS = 15 * 60_000;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const IDLE: Recording = { kind: 'idle' };

type OnDone = (recording: Blob, durationMs: number) => void;

/** One recording from its beginning to its end. */
interface Session {
  end: (how: 'keep' | 'discard') => void;
}

/** Records the microphone for whoever `onDone` was when it began: leaving the dialog ends a recording and keeps it there. */
export function useRecorder(onDone: OnDone): Recorder {
  const [state, setState] = useState<Recording>(IDLE);
  const session = useRef<Session | null>(null);
  useEffect(
    () => () => {
      session.current?.end('keep');
      session.current = null;
    },
    [],
  );

  async function begin(): Promise<void> {
    const asking: Session = { end: () => undefined };
    session.current = asking;
    setState({ kind: 'asking' });
    const stream = await openMicrophone();
    // Given up meanwhile: the microphone must not stay open.
    if (session.current !== asking) return closeAll(stream);
    session.current = record(stream, {
      onLevel: (elapsedMs, level) => setState({ kind: 'recording', elapsedMs, level }),
      onEnd(recording, durationMs, interrupted) {
        session.current = null;
        setState(interrupted ? { kind: 'trouble', why: 'interrupted' } : IDLE);
        if (recording) onDone(recording, durationMs);
      },
    });
    return setState({ kind: 'recording', elapsedMs: 0, level: 0 });
  }

  return {
    state,
    start() {
      if (session.current) return;
      detach(begin(), (error) => {
        session.current = null;
        setState({ kind: 'trouble', why: troubleOf(error) });
      });
    },
    stop: () => session.current?.end('keep'),
    cancel() {
      session.current?.end('discard');
      session.current = null;
      setState(IDLE);
    },
    forget: () => setState((now) => (now.kind === 'trouble' ? IDLE : now)),
  };
}

/** The page is not a secure one: the browser has no microphone to offer. */
class Insecure extends Error {}

const troubleOf = (error: unknown): MicrophoneTrouble =>
  error instanceof Insecure ? 'insecure' : microphoneTrouble(error);

async function openMicrophone(): Promise<MediaStream> {
  // Plain http on a company network; the types know nothing of it.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new Insecure();
  return await devices.getUserMedia({ audio: true });
}

function closeAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

interface Listener {
  onLevel: (elapsedMs: number, level: number) => void;
  /** @param recording null: it was thrown away, or nothing had come yet */
  onEnd: (recording: Blob | null, durationMs: number, interrupted: boolean) => void;
}

function record(stream: MediaStream, { onLevel, onEnd }: Listener): Session {
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
  const meter = levelMeter(stream);
  const since = performance.now();
  const elapsed = (): number => performance.now() - since;
  const parts: Blob[] = [];
  let asked: 'keep' | 'discard' | null = null;
  let lasted = 0;
  const end = (how: 'keep' | 'discard'): void => {
    if (asked !== null) return;
    asked = how;
    lasted = elapsed();
    // It may take a while to stop: what it measures meanwhile would bring back what was thrown away.
    clearInterval(timer);
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const timer = setInterval(() => {
    lasted = elapsed();
    onLevel(lasted, meter.read());
    if (lasted > LONGEST_MS) end('keep');
  }, LEVEL_EVERY_MS);
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) parts.push(data);
  };
  // Also when the microphone was pulled out or taken away: then nobody has asked for the end.
  recorder.onstop = () => {
    clearInterval(timer);
    meter.close();
    closeAll(stream);
    if (asked === 'discard') return;
    const whole = new Blob(parts, { type: recorder.mimeType });
    onEnd(whole.size > 0 ? whole : null, lasted, asked === null);
  };
  recorder.start();
  return { end };
}

/** How loud it is just now, from 0 to 1. */
function levelMeter(stream: MediaStream): { read: () => number; close: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  return {
    read() {
      analyser.getByteTimeDomainData(samples);
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0);
      return Math.min(1, peak / 64);
    },
    close: () => detach(context.close(), () => undefined),
  };
}
