/** Why nothing can be recorded, or why a recording ended by itself. */
export type MicrophoneTrouble = 'denied' | 'absent' | 'busy' | 'insecure' | 'failed' | 'interrupted';

/** What the browser said when it was asked for the microphone. */
export function microphoneTrouble(error: unknown): MicrophoneTrouble {
  if (!(error instanceof DOMException)) return 'failed';
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'absent';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
