import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { classes } from '../page/classes.ts';

interface SplitterProps {
  readonly label: string;
  /** Orientation of the dragged line. */
  readonly orientation: 'vertical' | 'horizontal';
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Growth of the value per pixel of drag to the right or down, read when a drag begins. */
  readonly perPixel: () => number;
  /** Step of an arrow key. */
  readonly step: number;
  readonly onChange: (value: number) => void;
  /**
   * Edge of the (positioned) pane that a vertical splitter covers. At `end`, the splitter is inside the pane and is
   * not a tab stop.
   */
  readonly edge?: 'left' | 'right' | 'end';
}

/** A border between panes, movable by dragging and by arrow keys. */
export function Splitter(props: SplitterProps) {
  const { orientation, value, min, max, perPixel, step, onChange } = props;
  const start = useRef<{ at: number; value: number; perPixel: number } | undefined>(undefined);
  const vertical = orientation === 'vertical';
  const place = (event: PointerEvent) => (vertical ? event.clientX : event.clientY);
  const set = (next: number) => onChange(Math.min(max, Math.max(min, next)));

  const onKeyDown = (event: KeyboardEvent) => {
    const more = vertical ? 'ArrowRight' : 'ArrowDown';
    const less = vertical ? 'ArrowLeft' : 'ArrowUp';
    if (event.key === more || event.key === less) {
      event.preventDefault();
      set(value + (event.key === more ? 1 : -1) * Math.sign(perPixel()) * step);
    }
  };

  return (
    // A separator that moves takes the focus (ARIA window splitter).
    <div
      role="separator"
      aria-label={props.label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(value)}
      aria-valuemin={Math.round(min)}
      aria-valuemax={Math.round(max)}
      tabIndex={props.edge === 'end' ? -1 : 0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: place(event), value, perPixel: perPixel() };
      }}
      onPointerMove={(event) => {
        if (start.current !== undefined) {
          set(start.current.value + (place(event) - start.current.at) * start.current.perPixel);
        }
      }}
      onPointerUp={() => {
        start.current = undefined;
      }}
      onPointerCancel={() => {
        start.current = undefined;
      }}
      className={classes(
        'z-10 shrink-0 touch-none select-none',
        props.edge === 'left' && '-left-[4px]',
        props.edge === 'right' && '-right-[4px]',
        props.edge === 'end' && 'right-0',
        vertical
          ? 'absolute inset-y-0 w-[7px] cursor-col-resize hover:bg-accent/30 active:bg-accent/40'
          : 'relative h-[5px] cursor-row-resize border-y border-line bg-bar after:absolute after:top-px after:left-1/2 after:-ml-3 after:h-px after:w-6 after:bg-ctl before:absolute before:top-1/2 before:left-1/2 before:h-(--h-link) before:w-20 before:-translate-1/2 hover:bg-raised',
      )}
    />
  );
}
