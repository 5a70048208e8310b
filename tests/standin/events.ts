/** Electron's events carry `preventDefault`; the emitter reads afterwards whether it was called. */
export interface CancellableEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

export function cancellableEvent<T extends object>(fields?: T): CancellableEvent & T {
  const event: CancellableEvent = {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
  return Object.assign(event, fields);
}
