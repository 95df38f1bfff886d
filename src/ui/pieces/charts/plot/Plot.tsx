import { useEffect, useLayoutEffect, useRef } from 'react';
import { LivePlot } from './livePlot.ts';
import type { PlotContent, PlotEvents, PlotPoint, PlotSetup } from './plotSetup.ts';

interface PlotProps {
  readonly setup: PlotSetup;
  readonly content: PlotContent;
  readonly width: number;
  readonly height: number;
  /** The current theme, which determines the colours. */
  readonly theme: string;
  /** Point under the keyboard cursor. */
  readonly cursor: PlotPoint | undefined;
  readonly events: PlotEvents;
}

/** A plot that is recreated only when its setup changes. */
export function Plot({ setup, content, width, height, theme, cursor, events }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<LivePlot>(undefined);
  const now = useRef({ setup, content, width, height, events });
  useLayoutEffect(() => {
    now.current = { setup, content, width, height, events };
  });
  const made = `${theme} ${JSON.stringify(setup)}`;
  useLayoutEffect(() => {
    const place = box.current;
    if (place === null) return undefined;
    const { current } = now;
    const live = new LivePlot(place, current.setup, current, current.content, {
      zoomed: (from, to) => now.current.events.zoomed(from, to),
      wheel: (factor, around, on) => now.current.events.wheel(factor, around, on),
      pointed: (rows, place) => now.current.events.pointed(rows, place),
      picked: (point) => now.current.events.picked(point),
      doubleClicked: () => now.current.events.doubleClicked(),
    });
    plot.current = live;
    return () => {
      live.end();
      plot.current = undefined;
    };
  }, [made]);
  useLayoutEffect(() => {
    plot.current?.show(content);
  }, [content, made]);
  useLayoutEffect(() => {
    plot.current?.resize(width, height);
  }, [width, height, made]);
  useEffect(() => {
    if (cursor !== undefined) plot.current?.pointAt(cursor);
  }, [cursor, made]);
  return <div ref={box} aria-hidden="true" className="overflow-hidden" style={{ height }} />;
}
