/** Draws times without a connection, below the lines. */
import uPlot from 'uplot';
import type { Looks } from './looks.ts';
import type { SharedGap } from './plotSetup.ts';

/** px between the lines of a hatch. */
const HATCH = 8;
/** px beside and above a text. */
const ROOM = 4;

/** Hatches each gap, marks its edges, and names it if there is room. */
export function drawGaps(plot: uPlot, gaps: readonly SharedGap[], looks: Looks): void {
  const { ctx, bbox } = plot;
  const { pxRatio } = uPlot;
  const bottom = bbox.top + bbox.height;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = pxRatio;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.font = looks.font.replace('11px', `${11 * pxRatio}px`);
  for (const { from, to, text } of gaps) {
    const left = Math.max(bbox.left, plot.valToPos(from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to, 'x', true));
    hatch(ctx, { left, right, top: bbox.top, bottom }, looks.grid);
    const width = ctx.measureText(text).width + 2 * ROOM * pxRatio;
    if (width < right - left) {
      const [x, y] = [(left + right) / 2, bbox.top + bbox.height / 2];
      const height = (11 + 2 * ROOM) * pxRatio;
      ctx.fillStyle = looks.ground;
      ctx.fillRect(x - width / 2, y - height / 2, width, height);
      ctx.fillStyle = looks.text;
      ctx.fillText(text, x, y);
    }
    ctx.fillStyle = looks.warn;
    for (const time of [from, to])
      ctx.fillRect(Math.round(plot.valToPos(time, 'x', true)), bbox.top, pxRatio, bbox.height);
  }
  ctx.restore();
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
