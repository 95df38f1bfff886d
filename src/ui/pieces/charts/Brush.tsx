import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { classes, timeOfDay, useText } from '#kit';
import type { Span } from '../../../engine/series/chartedValue.ts';
import { placeOf } from './contents.ts';
import { extentOf, OVERVIEW_SIZE, overviewLines } from './overviewLines.ts';
import { lineColour } from './plot/looks.ts';
import type { ShownLine } from './shownLine.ts';
import { moved } from './zoom.ts';

interface BrushProps {
  readonly all: readonly ShownLine[];
  /** Reserves the same room at the right as the plot above. */
  readonly hasRightAxis: boolean;
  readonly span: Span;
  readonly whole: Span | undefined;
  /** ms since 1970. */
  readonly origin: number;
  readonly onHold: (span: Span) => void;
}

const { width: WIDTH, height: HEIGHT } = OVERVIEW_SIZE;

type Grip = 'from' | 'to' | 'window';

/** The whole time span, with the visible part. The ends and the whole of that part can be moved. */
export function Brush({ all, hasRightAxis, span, whole, origin, onHold }: BrushProps) {
  const t = useText().charts;
  const box = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<{ grip: Grip; from: Span; x: number; extent: Span }>();
  // The extent stays the same during a drag.
  const { from, to } = held?.extent ?? extentOf(whole ?? span, span);
  const drawn = useMemo(() => overviewLines(all, { from, to }), [all, from, to]);
  if (whole === undefined || to <= from) {
    return <div className="h-12 shrink-0 border-t border-line bg-well" />;
  }
  const length = to - from;
  const partOf = (time: number): number => Math.min(1, Math.max(0, (time - from) / length));
  const [left, right] = [partOf(span.from), partOf(span.to)];
  const least = length / 1000;
  const change = (grip: Grip, before: Span, by: number): void => {
    if (grip === 'window') {
      onHold(moved(before, by / Math.max(1, before.to - before.from), { from, to }));
      return;
    }
    const at = Math.min(to, Math.max(from, before[grip] + by));
    onHold(
      grip === 'from'
        ? { from: Math.min(at, before.to - least), to: before.to }
        : { from: before.from, to: Math.max(at, before.from + least) },
    );
  };
  const grab = (grip: Grip) => (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    setHeld({ grip, from: span, x: event.clientX, extent: { from, to } });
  };
  const drag = (event: PointerEvent): void => {
    if (held === undefined) return;
    const width = box.current?.clientWidth ?? WIDTH;
    change(held.grip, held.from, ((event.clientX - held.x) / width) * length);
  };
  /** A press beside the window brings it there. */
  const jump = (event: PointerEvent<HTMLElement>): void => {
    const edges = box.current?.getBoundingClientRect();
    if (edges === undefined) return;
    const at = from + ((event.clientX - edges.left) / edges.width) * length;
    change('window', span, at - (span.from + span.to) / 2);
  };
  const keys = (grip: Grip) => (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.1 : 0.01;
    const by = event.key === 'ArrowLeft' ? -step : event.key === 'ArrowRight' ? step : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    change(grip, span, by * length);
  };
  const gripProps = (grip: Grip, at: number) => ({
    role: 'slider',
    tabIndex: 0,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(at * 100),
    'aria-valuetext': timeOfDay(placeOf(origin, grip === 'to' ? span.to : span.from)),
    onPointerDown: grab(grip),
    onPointerMove: drag,
    onPointerUp: () => setHeld(undefined),
    onPointerCancel: () => setHeld(undefined),
    onKeyDown: keys(grip),
  });
  const grip =
    'absolute top-2.5 bottom-2.5 w-2 -translate-x-1/2 cursor-ew-resize touch-none rounded-[3px] border border-accent bg-pane pressed-around max-md:w-4';
  return (
    <div
      role="group"
      aria-label={t.overview}
      className={classes(
        'relative h-12 shrink-0 border-t border-line bg-well pl-[60px]',
        hasRightAxis ? 'pr-[60px]' : 'pr-[10px]',
      )}
    >
      <div ref={box} className="relative h-full" onPointerDown={jump}>
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="absolute inset-x-0 top-1 bottom-1 h-10 w-full"
        >
          {drawn.map(({ id, colour, path, isDotted }) => (
            <path
              key={id}
              d={path}
              fill="none"
              stroke={lineColour(colour)}
              strokeWidth={isDotted ? 2 : 1}
              strokeLinecap={isDotted ? 'round' : 'butt'}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        <div
          {...gripProps('window', (left + right) / 2)}
          aria-label={t.window}
          className="absolute top-1 bottom-1 cursor-grab touch-none border-x border-accent bg-accent/15 active:cursor-grabbing"
          style={{ left: `${left * 100}%`, width: `${Math.max(0.2, (right - left) * 100)}%` }}
        />
        <div
          {...gripProps('from', left)}
          aria-label={t.from}
          className={grip}
          style={{ left: `${left * 100}%` }}
        />
        <div
          {...gripProps('to', right)}
          aria-label={t.to}
          // A finger presses it on this side of the window's edge.
          className={`${grip} before:-ml-2.5`}
          style={{ left: `${right * 100}%` }}
        />
      </div>
    </div>
  );
}
