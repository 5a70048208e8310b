import { X } from 'lucide-react';
import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type FocusEvent,
  type ReactNode,
} from 'react';
import { focusIfLost } from './focus.ts';

export interface Toast {
  /** Lines, the first stands out. */
  lines: readonly string[];
  /** `onward`: it leads on, and takes nothing back. */
  action?: { label: string; run: () => void; onward?: true };
}

interface Shown extends Toast {
  id: number;
}

/** How long a toast stays, in milliseconds; longer while it is pointed at or has the keyboard. */
const STAYS_MS = 12_000;

/** Short words about what was just done; what has to be decided upon has another place. */
export class ToastStore {
  #shown: readonly Shown[] = [];
  #last = 0;
  readonly #listeners = new Set<() => void>();

  show(toast: Toast): number {
    const id = (this.#last += 1);
    // Two at a time are read, more are not.
    this.#set([...this.#shown.slice(-1), { ...toast, id }]);
    return id;
  }

  /** It was said too soon, or there is more to say. One that has gone comes back. */
  replace(id: number, toast: Toast): void {
    const others = this.#shown.filter((one) => one.id !== id);
    this.#set([...others, { ...toast, id }]);
  }

  dismiss(id: number): void {
    this.#set(this.#shown.filter((one) => one.id !== id));
  }

  readonly shown = (): readonly Shown[] => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #set(shown: readonly Shown[]): void {
    this.#shown = shown;
    for (const listener of this.#listeners) listener();
  }
}

const ToastsContext = createContext<ToastStore | null>(null);

interface ToastsProviderProps {
  /** Name of the region, and of the button that closes one. */
  label: string;
  dismissLabel: string;
  children: ReactNode;
}

export function ToastsProvider({ label, dismissLabel, children }: ToastsProviderProps): ReactNode {
  const [store] = useState(() => new ToastStore());
  const shown = useSyncExternalStore(store.subscribe, store.shown);
  return (
    <ToastsContext value={store}>
      {children}
      <div
        role="region"
        aria-label={label}
        // Polite, and no role `status`: that is the name by which the connection is found.
        aria-live="polite"
        className="pointer-events-none fixed bottom-32 left-28 z-50 flex max-w-[calc(100vw-8rem)] flex-col gap-2"
      >
        {shown.map((toast) => (
          <ToastView
            key={toast.id}
            toast={toast}
            dismissLabel={dismissLabel}
            onDismiss={() => store.dismiss(toast.id)}
          />
        ))}
      </div>
    </ToastsContext>
  );
}

export function useToasts(): ToastStore {
  const store = useContext(ToastsContext);
  if (store === null) throw new Error('useToasts outside of ToastsProvider');
  return store;
}

interface ToastViewProps {
  toast: Toast;
  dismissLabel: string;
  onDismiss: () => void;
}

function ToastView({ toast, dismissLabel, onDismiss }: ToastViewProps): ReactNode {
  const [held, setHeld] = useState(false);
  const { lines, action } = toast;
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(onDismiss, STAYS_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- its time begins anew with other words, not with every drawing
  }, [held, lines]);
  const from = useRef<EventTarget>(null);
  useEffect(
    () => () => {
      // It goes with its button pressed: the keyboard goes back to the work.
      focusIfLost(from.current);
    },
    [],
  );
  function onFocus({ currentTarget, relatedTarget }: FocusEvent): void {
    setHeld(true);
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
      from.current = relatedTarget;
  }
  return (
    <div
      data-toast
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={onFocus}
      onBlur={() => setHeld(false)}
      className="pop-in pointer-events-auto flex w-fit max-w-80 items-center gap-3 rounded-lg bg-rail py-2 pr-2 pl-4 text-sm text-rail-strong shadow-pop"
    >
      <div className="min-w-0">
        {lines.map((line, index) => (
          <p key={line} className={index === 0 ? 'font-medium' : 'text-xs text-rail-text'}>
            {line}
          </p>
        ))}
      </div>
      {action !== undefined && (
        <button
          type="button"
          onClick={() => {
            onDismiss();
            action.run();
          }}
          className="h-8 shrink-0 rounded-md px-3 font-semibold text-rail-strong underline underline-offset-2 hover:bg-rail-hover focus-visible:outline-rail-strong"
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        aria-label={dismissLabel}
        onClick={onDismiss}
        className="flex size-7 shrink-0 items-center justify-center rounded-md hover:bg-rail-hover focus-visible:outline-rail-strong"
      >
        <X size={14} />
      </button>
    </div>
  );
}
