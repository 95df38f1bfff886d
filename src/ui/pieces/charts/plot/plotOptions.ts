/** Options of uPlot for our plots. */
import uPlot from 'uplot';
import type { Axis } from '../../../../profiles/settings/chartLimits.ts';
import { axisNumbers, axisTimes } from './axisText.ts';
import { drawGaps, nameGaps } from './drawGaps.ts';
import { drawSides } from './drawSides.ts';
import type { Looks } from './looks.ts';
import type { PlotContent, PlotEvents, PlotLine, PlotSetup } from './plotSetup.ts';

/** px */
const SIDE = 60;
const BOTTOM = 24;
const MARGIN = 10;
/** px of the pointer that are not yet a stretch of time. */
const LEAST_DRAG = 6;
/** px from a point at which a click still means it. */
const REACH = 40;
/** Characters of a state's name at its axis. */
const NAME = 8;
const STATES = 'states';
/** Steps between numbers: uPlot itself has none for larger ones than 32 digits. */
const STEPS = Array.from({ length: 340 }, (_, at) => at - 32).flatMap((exponent) =>
  [1, 2, 2.5, 5].map((first) => Number(`${first}e${exponent}`)),
);

interface Sized {
  readonly width: number;
  readonly height: number;
}

export function plotOptions(
  setup: PlotSetup,
  size: Sized,
  looks: Looks,
  content: () => PlotContent,
  events: PlotEvents,
): uPlot.Options {
  const scaleOf = (line: PlotLine): string => (setup.names === undefined ? line.axis : STATES);
  return {
    ...size,
    ms: 1,
    legend: { show: false },
    padding: [MARGIN, marginOnRight(setup), 0, 0],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: LEAST_DRAG },
      points: { size: 8 },
      sync: {
        key: setup.together,
        scales: ['x', null],
        filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave' },
      },
      bind: {
        dblclick: () => () => {
          events.doubleClicked();
          return null;
        },
      },
    },
    scales: {
      x: { time: true, range: () => [content().from, content().to] },
      ...(setup.names === undefined
        ? { left: numberScale('left', content), right: numberScale('right', content) }
        : { [STATES]: { range: [-0.6, Math.max(1, setup.names.length) - 0.4] } }),
    },
    axes: axesOf(setup, looks),
    series: [{}, ...setup.lines.map((line) => seriesOf(line, scaleOf(line), looks, content))],
    hooks: {
      setSelect: [(plot) => reportZoom(plot, events)],
      setCursor: [(plot) => events.pointed(rowsAt(plot), placeIn(plot))],
      drawClear: [(plot) => drawGaps(plot, content().sharedGaps, looks)],
      drawAxes: [(plot) => nameGaps(plot, content().sharedGaps, looks)],
      draw: [
        (plot) => {
          drawThresholds(plot, content(), looks);
          drawMarks(plot, content(), looks);
          drawSides(plot, content(), looks);
        },
      ],
      ready: [(plot) => listen(plot, scaleOf, setup, events)],
    },
  };
}

const hasRight = ({ lines, names }: PlotSetup): boolean =>
  names === undefined && lines.some(({ axis }) => axis === 'right');

/** Plots below each other end at the same position. */
function marginOnRight(setup: PlotSetup): number {
  if (!setup.hasRightAxis) return MARGIN;
  return hasRight(setup) ? 0 : SIDE;
}

/** Thresholds are in it, too. */
function numberScale(axis: Axis, content: () => PlotContent): uPlot.Scale {
  return {
    range: (_, least, greatest) => {
      const limits = content()
        .thresholds.filter((one) => one.axis === axis)
        .map(({ value }) => value);
      const all = [least, greatest, ...limits].filter((value) => value !== null);
      if (all.length === 0) return [0, 1];
      return uPlot.rangeNum(Math.min(...all), Math.max(...all), 0.1, true);
    },
  };
}

/** px of half a character in a label. */
const HALF = 3.3;

/** A time at the edge of the plot has no room for its label. */
function isCut(plot: uPlot, time: number, label: string): boolean {
  const { left, width } = plot.bbox;
  const right = (left + width) / uPlot.pxRatio;
  const end = left / uPlot.pxRatio + plot.valToPos(time, 'x') + label.length * HALF;
  return end > right + MARGIN;
}

function axesOf(setup: PlotSetup, looks: Looks): uPlot.Axis[] {
  const look = { stroke: looks.text, font: looks.font, ticks: { show: false } };
  const grid = { stroke: looks.grid, width: 1 };
  const times: uPlot.Axis = {
    ...look,
    grid: { show: false },
    size: setup.hasTimes ? BOTTOM : 4,
    space: 90,
    values: (plot, splits, _, __, step) =>
      setup.hasTimes
        ? axisTimes(splits, step).map((text, at) =>
            isCut(plot, splits[at] ?? 0, text) ? '' : text,
          )
        : splits.map(() => ''),
  };
  const { names } = setup;
  if (names !== undefined) {
    const states: uPlot.Axis = {
      ...look,
      grid,
      scale: STATES,
      size: SIDE,
      splits: names.map((_, at) => at),
      values: names.map((name) => (name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name)),
    };
    return [times, states];
  }
  const numbers = (scale: Axis, side: 1 | 3): uPlot.Axis => ({
    ...look,
    stroke: axisColour(setup, scale, looks),
    scale,
    side,
    size: SIDE,
    incrs: STEPS,
    // A single grid is enough.
    grid:
      scale === 'left' || setup.lines.every(({ axis }) => axis === 'right')
        ? grid
        : { show: false },
    values: (_, splits, __, ___, step) => axisNumbers(splits, step),
  });
  return [times, numbers('left', 3), ...(hasRight(setup) ? [numbers('right', 1)] : [])];
}

/** One of two axes has the colour of its only line. */
function axisColour({ lines }: PlotSetup, scale: Axis, looks: Looks): string {
  const [line, ...others] = lines.filter(({ axis }) => axis === scale);
  const isOnly = line !== undefined && others.length === 0 && lines.length > 1;
  return isOnly ? looks.colour(line.colour) : looks.text;
}

function seriesOf(
  line: PlotLine,
  scale: string,
  looks: Looks,
  content: () => PlotContent,
): uPlot.Series {
  const stroke = looks.colour(line.colour);
  const { stepped, points } = uPlot.paths;
  const size = line.drawn === 'points' ? 4 : 5;
  return {
    scale,
    stroke,
    width: 1.5,
    // Rows of other lines have undefined here, which uPlot does not take for a gap.
    gaps: (plot, series) =>
      (content().gaps[series - 1] ?? []).map(({ from, to }) => [
        plot.valToPos(from, 'x', true),
        plot.valToPos(to, 'x', true),
      ]),
    points: { size, fill: stroke, width: 0, ...(line.drawn === 'points' && { show: true }) },
    ...(line.drawn === 'steps' && stepped && { paths: stepped({ align: 1 }) }),
    ...(line.drawn === 'points' && points && { paths: () => null }),
  };
}

/** Removes the drag selection. The selected span fills the plot from then on. */
function reportZoom(plot: uPlot, events: PlotEvents): void {
  const { left, width } = plot.select;
  if (width < LEAST_DRAG) return;
  const [from, to] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')];
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  events.zoomed(from, to);
}

function rowsAt({ cursor }: uPlot): readonly (number | undefined)[] | undefined {
  const { left = -1, idxs } = cursor;
  if (left < 0) return undefined;
  return idxs?.slice(1).map((row) => row ?? undefined);
}

const placeIn = ({ cursor, bbox }: uPlot) => ({
  left: (cursor.left ?? 0) + bbox.left / uPlot.pxRatio,
  top: (cursor.top ?? 0) + bbox.top / uPlot.pxRatio,
});

function listen(
  plot: uPlot,
  scaleOf: (line: PlotLine) => string,
  { lines }: PlotSetup,
  events: PlotEvents,
): void {
  plot.over.addEventListener('click', () => {
    const { left = -1, top = -1, idxs } = plot.cursor;
    const near = lines.flatMap((line, at) => {
      const row = idxs?.[at + 1];
      const value = row == null ? undefined : plot.data[at + 1]?.[row];
      if (row == null || value == null) return [];
      const x = plot.valToPos(plot.data[0]?.[row] ?? 0, 'x');
      const far = Math.hypot(x - left, plot.valToPos(value, scaleOf(line)) - top);
      return [{ line: at, row, far }];
    });
    const [nearest] = near.toSorted((one, other) => one.far - other.far);
    if (nearest !== undefined && nearest.far <= REACH) events.picked(nearest);
  });
  plot.over.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const isOn = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      const turned = isOn && event.deltaX !== 0 ? event.deltaX : event.deltaY;
      const around = plot.posToVal(event.clientX - plot.rect.left, 'x');
      if (isOn) events.wheel(1, around, Math.sign(turned) * 0.1);
      else events.wheel(turned < 0 ? 0.8 : 1.25, around, 0);
    },
    { passive: false },
  );
}

function drawThresholds(plot: uPlot, { thresholds }: PlotContent, looks: Looks): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = looks.warn;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  ctx.lineWidth = uPlot.pxRatio;
  ctx.font = looks.font.replace('11px', `${11 * uPlot.pxRatio}px`);
  ctx.setLineDash([5 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
  for (const { axis, value, text } of thresholds) {
    if (plot.scales[axis]?.min == null) continue;
    const y = Math.round(plot.valToPos(value, axis, true));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const isLeft = axis === 'left';
    const width = ctx.measureText(text).width + 8 * uPlot.pxRatio;
    const x = isLeft ? bbox.left : bbox.left + bbox.width - width;
    const height = 14 * uPlot.pxRatio;
    // Keeps the text legible over lines.
    ctx.fillStyle = looks.ground;
    ctx.fillRect(x, y - height - uPlot.pxRatio, width, height);
    ctx.fillStyle = looks.warn;
    ctx.fillText(text, x + 4 * uPlot.pxRatio, y - 2 * uPlot.pxRatio);
  }
  ctx.restore();
}

/** Half the height of a mark, px. */
const MARK = 4;

/** Diamonds at the axis of time, with their texts above them where these do not cover one another. */
function drawMarks(plot: uPlot, { marks, from, to }: PlotContent, looks: Looks): void {
  const { ctx, bbox } = plot;
  const { pxRatio } = uPlot;
  const y = bbox.top + bbox.height - 2 * MARK * pxRatio;
  ctx.save();
  ctx.fillStyle = looks.warn;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.font = looks.font.replace('11px', `${11 * pxRatio}px`);
  let freeUpTo = bbox.left + bbox.width + MARK * pxRatio;
  for (const { at, text } of marks.toReversed()) {
    if (at < from || at > to) continue;
    const x = Math.round(plot.valToPos(at, 'x', true));
    const half = MARK * pxRatio;
    ctx.beginPath();
    ctx.moveTo(x, y - half);
    ctx.lineTo(x + half, y);
    ctx.lineTo(x, y + half);
    ctx.lineTo(x - half, y);
    ctx.fill();
    const right = x + half;
    const width = ctx.measureText(text).width;
    if (right > freeUpTo || right - width < bbox.left) continue;
    const above = y - 4 * half;
    // Keeps the text legible over lines.
    ctx.fillStyle = looks.ground;
    ctx.fillRect(right - width - half, above - 2 * half, width + 2 * half, 4 * half);
    ctx.fillStyle = looks.warn;
    ctx.fillText(text, right, above);
    freeUpTo = right - width - 2 * half;
  }
  ctx.restore();
}
