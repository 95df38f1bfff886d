/** Draws times without a connection, below the lines. */
import uPlot from 'uplot';
import type { Looks } from './looks.ts';
import type { SharedGap } from './plotSetup.ts';

/** px between the lines of a hatch. */
const HATCH = 8;
/** px beside and above a text. */
const ROOM = 4;

/** Hatches each gap and marks its edges. */
export function drawGaps(plot: uPlot, gaps: readonly SharedGap[], looks: Looks): void {
  const { ctx, bbox } = plot;
  const bottom = bbox.top + bbox.height;
  clipped(plot, () => {
    ctx.lineWidth = uPlot.pxRatio;
    for (const gap of gaps) {
      hatch(ctx, { ...sidesOf(plot, gap), top: bbox.top, bottom }, looks.grid);
      ctx.fillStyle = looks.warn;
      for (const time of [gap.from, gap.to]) {
        const x = Math.round(plot.valToPos(time, 'x', true));
        ctx.fillRect(x, bbox.top, uPlot.pxRatio, bbox.height);
      }
    }
  });
}

/** Names each gap if there is room, above the grid. */
export function nameGaps(plot: uPlot, gaps: readonly SharedGap[], looks: Looks): void {
  const { ctx, bbox } = plot;
  const { pxRatio } = uPlot;
  clipped(plot, () => {
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.font = looks.font.replace('11px', `${11 * pxRatio}px`);
    for (const gap of gaps) {
      const { left, right } = sidesOf(plot, gap);
      const width = ctx.measureText(gap.text).width + 2 * ROOM * pxRatio;
      if (width >= right - left) continue;
      const [x, y] = [(left + right) / 2, bbox.top + bbox.height / 2];
      const height = (11 + 2 * ROOM) * pxRatio;
      ctx.fillStyle = looks.ground;
      ctx.fillRect(x - width / 2, y - height / 2, width, height);
      ctx.fillStyle = looks.text;
      ctx.fillText(gap.text, x, y);
    }
  });
}

function clipped({ ctx, bbox }: uPlot, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw();
  ctx.restore();
}

function sidesOf(plot: uPlot, { from, to }: SharedGap): Pick<Box, 'left' | 'right'> {
  const { left, width } = plot.bbox;
  return {
    left: Math.max(left, plot.valToPos(from, 'x', true)),
    right: Math.min(left + width, plot.valToPos(to, 'x', true)),
  };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function hatch(ctx: CanvasRenderingContext2D, box: Box, colour: string): void {
  const { left, right, top, bottom } = box;
  const height = bottom - top;
  const step = HATCH * uPlot.pxRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, right - left, height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.beginPath();
  // Multiples of the step, so that the hatch stays in place while the plot moves.
  for (let x = Math.floor((left - height) / step) * step; x < right; x += step) {
    ctx.moveTo(x, bottom);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}
