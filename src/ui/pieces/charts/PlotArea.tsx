import {
  type KeyboardEvent,
  useCallback,
  useId,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { announce, timeOfDay, useText } from '#kit';
import type { Span } from '../../../engine/series/chartedValue.ts';
import { changeChartPlace } from '../../session/charts/place.ts';
import { select } from '../../session/connection/selection.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { type PlotParts, statesHeight } from './contents.ts';
import { firstPoint, type KeyPoint, otherLine, type PartName, stepped } from './keyPoint.ts';
import { PointTip, type Tip } from './PointTip.tsx';
import { Plot } from './plot/Plot.tsx';
import type { PlotEvents } from './plot/plotSetup.ts';
import { type AtCursor, type ChartPoint, cursorValues, type Parts, pointAt } from './points.ts';
import { moved, zoomed } from './zoom.ts';

interface PlotAreaProps {
  readonly connectionId: string;
  readonly parts: Parts;
  readonly span: Span;
  readonly whole: Span | undefined;
  /** ms since 1970. */
  readonly origin: number;
  readonly onHold: (span: Span) => void;
  readonly onPointed: (at: AtCursor | undefined) => void;
  readonly onPicked: (point: ChartPoint) => void;
}

const LEAST_HEIGHT = 80;
const FAR = 20;

/** Numbers, with states below them, over the same time. */
export function PlotArea(props: PlotAreaProps) {
  const { connectionId, parts, span, whole, origin, onHold, onPointed, onPicked } = props;
  const { charts: t, kit } = useText();
  const help = useId();
  const theme = useShownTheme();
  const [size, measure] = useSize();
  const [keyPoint, setKeyPoint] = useState<KeyPoint>();
  const [tip, setTip] = useState<Tip>();
  const seen = useRef<Record<PartName, readonly ChartPoint[]>>({ numbers: [], states: [] });
  const { numbers, states } = parts;
  const lower = states && statesHeight(states.setup.names?.length ?? 0);
  const statesOnly = numbers === undefined ? size.height : lower;
  const upper = Math.max(LEAST_HEIGHT, size.height - (lower ?? 0));
  const lines = [...(numbers?.lines ?? []), ...(states?.lines ?? [])];
  const isEmpty = lines.every(({ line }) => line?.statistics.count === 0);
  const gaps = [numbers, states].flatMap((part) => part?.content.sharedGaps ?? []);
  const [longestGap] = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  const timeOf = (at: number): number => (at - origin) * 1000;

  const reportCursor = (): void => {
    const points = [...seen.current.numbers, ...seen.current.states];
    const [first] = points;
    onPointed(
      first && { at: first.at, values: new Map(points.map(({ id, value }) => [id, value])) },
    );
  };
  const eventsOf = (name: PartName): PlotEvents => ({
    zoomed: (from, to) => onHold({ from: timeOf(from), to: timeOf(to) }),
    wheel: (factor, around, on) =>
      onHold(on === 0 ? zoomed(span, factor, timeOf(around), whole) : moved(span, on, whole)),
    pointed: (rows, place) => {
      const part = parts[name];
      seen.current[name] = rows && part ? cursorValues(part, rows) : [];
      reportCursor();
      const points = [...seen.current.numbers, ...seen.current.states];
      const below = name === 'states' && numbers !== undefined ? upper : 0;
      setTip((before) => {
        if (before?.isPinned === true) return before;
        // Plots share their cursor. The plot without the pointer has no height to report.
        if (points.length === 0) return undefined;
        const top = place.top < 0 ? (before?.top ?? 0) : place.top + below;
        return { points, left: place.left, top, isPinned: false };
      });
    },
    picked: ({ line, row }) => {
      const part = parts[name];
      const point = part && pointAt(part, line, row);
      if (point === undefined) return;
      select(connectionId, { packet: point.packet });
      onPicked(point);
      setTip((before) => before && { ...before, points: [point], isPinned: true });
    },
    doubleClicked: () => changeChartPlace(connectionId, { held: undefined }),
  });

  const goTo = (next: KeyPoint): void => {
    const part = parts[next.part];
    const point = part && pointAt(part, next.line, next.row);
    if (point === undefined) return;
    // The span that the user looks at stays in place.
    onHold(span);
    setKeyPoint(next);
    select(connectionId, { packet: point.packet });
    onPicked(point);
    announce(t.point(point.name, point.value, timeOfDay(point.at), point.packet));
  };
  const pressed = (event: KeyboardEvent): void => {
    const run = keyRun(event);
    if (run === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  const keyRun = ({ key, shiftKey }: KeyboardEvent): (() => void) | undefined => {
    const at = keyPoint ?? firstPoint(parts);
    const around = (span.from + span.to) / 2;
    const step = (steps: number) => () => {
      const next = at && stepped(parts, at, keyPoint === undefined ? 0 : steps);
      if (next !== undefined) goTo(next);
    };
    switch (key) {
      case 'ArrowLeft':
        return step(shiftKey ? -FAR : -1);
      case 'ArrowRight':
        return step(shiftKey ? FAR : 1);
      case 'Home':
        return step(Number.NEGATIVE_INFINITY);
      case 'End':
        return step(Number.POSITIVE_INFINITY);
      case 'ArrowUp':
      case 'ArrowDown':
        return () => {
          const next = at && otherLine(parts, at, key === 'ArrowUp' ? -1 : 1);
          if (next !== undefined) goTo(next);
        };
      case 'Enter':
        return () => {
          const part = at && parts[at.part];
          const point = part && pointAt(part, at.line, at.row);
          if (point !== undefined) showPacket(connectionId, point.packet);
        };
      case '+':
      case '=':
        return () => onHold(zoomed(span, 0.5, around, whole));
      case '-':
        return () => onHold(zoomed(span, 2, around, whole));
      case 'Escape':
        return () => {
          setKeyPoint(undefined);
          setTip(undefined);
          changeChartPlace(connectionId, { held: undefined });
        };
      default:
        return undefined;
    }
  };

  const plotOf = (name: PartName, part: PlotParts | undefined, height: number) =>
    part && (
      <Plot
        key={name}
        setup={part.setup}
        content={part.content}
        width={size.width}
        height={height}
        theme={theme}
        cursor={keyPoint?.part === name ? keyPoint : undefined}
        events={eventsOf(name)}
      />
    );
  return (
    <div
      role="application"
      aria-label={t.plot}
      aria-describedby={help}
      tabIndex={0}
      onKeyDown={pressed}
      className="relative min-h-24 flex-1 overflow-hidden focus-visible:-outline-offset-2"
    >
      <div ref={measure} className="absolute inset-0 overflow-hidden">
        {plotOf('numbers', numbers, upper)}
        {plotOf('states', states, statesOnly ?? 0)}
      </div>
      {tip && (
        <PointTip
          connectionId={connectionId}
          tip={tip}
          within={size}
          onClose={() => setTip(undefined)}
        />
      )}
      {isEmpty && (
        <p className="pointer-events-none absolute inset-0 grid place-items-center text-fg-3">
          {t.noPoints}
        </p>
      )}
      <p id={help} className="sr-only">
        {t.summary(lines.length, (span.to - span.from) / 1e6)}
        {kit.gap}
        {longestGap !== undefined && t.gaps(gaps.length, longestGap.text) + kit.gap}
        {t.plotHelp}
      </p>
    </div>
  );
}

function listen(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** The current theme of the page, dark or light, including the system's choice. */
function useShownTheme(): string {
  return useSyncExternalStore(listen, () => document.documentElement.dataset['theme'] ?? '');
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Assumed size before the first measurement, or without layout. */
const UNMEASURED: Size = { width: 800, height: 300 };

/** The size of an element, px, and the `ref` to attach to it. */
function useSize(): readonly [Size, (element: HTMLElement | null) => (() => void) | undefined] {
  const [size, setSize] = useState(UNMEASURED);
  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const look = (): void => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth > 0 && clientHeight > 0)
        setSize({ width: clientWidth, height: clientHeight });
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [size, measure];
}
