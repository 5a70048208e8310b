import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { cn } from './cn.ts';

export interface SplitterProps {
  label: string;
  /** Width of the column in CSS pixels. */
  value: number;
  min: number;
  max: number;
  /** Which side of the line the column lies on. */
  side: 'before' | 'after';
  onChange: (value: number) => void;
  /** Double click and Enter. */
  onReset: () => void;
  controls: string;
}

const STEP = 16;

/** The line between two columns: dragged by pointer, moved by arrows, Home and End. */
export function Splitter(props: SplitterProps): ReactNode {
  const { label, value, min, max, side, onChange, onReset, controls } = props;
  const drag = useRef<{ startX: number; startValue: number } | null>(null);
  const direction = side === 'before' ? 1 : -1;
  const set = (next: number) => onChange(Math.min(max, Math.max(min, Math.round(next))));

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { startX: event.clientX, startValue: value };
  }
  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (drag.current === null) return;
    set(drag.current.startValue + direction * (event.clientX - drag.current.startX));
  }
  function onKeyDown(event: KeyboardEvent): void {
    const moves: Record<string, number> = {
      ArrowLeft: value - direction * STEP,
      ArrowRight: value + direction * STEP,
      Home: min,
      End: max,
    };
    const next = moves[event.key];
    if (event.key === 'Enter') onReset();
    else if (next !== undefined) set(next);
    else return;
    event.preventDefault();
  }
  const endDrag = () => {
    drag.current = null;
  };

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={endDrag}
      onPointerCancel={endDrag}
      onDoubleClick={onReset}
      onKeyDown={onKeyDown}
      className={cn(
        'relative z-10 w-px shrink-0 touch-none bg-line',
        // A hairline to see, nine pixels to catch.
        'before:absolute before:inset-y-0 before:-left-1 before:w-[9px] before:cursor-col-resize',
        'hover:bg-accent active:bg-accent focus-visible:w-0.5 focus-visible:bg-focus focus-visible:outline-none',
      )}
    />
  );
}
