/** Marks the two messages of a comparison, A and B, over the lines. */
import uPlot from 'uplot';
import type { Looks } from './looks.ts';
import type { PlotContent } from './plotSetup.ts';

/** px */
const SIZE = 14;

export function drawSides(plot: uPlot, { sides, from, to }: PlotContent, looks: Looks): void {
  const { ctx, bbox } = plot;
  const size = SIZE * uPlot.pxRatio;
  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.font = looks.font.replace('11px', `600 ${11 * uPlot.pxRatio}px`);
  for (const { at, name } of sides) {
    if (at < from || at > to) continue;
    const x = Math.round(plot.valToPos(at, 'x', true));
    ctx.fillStyle = looks.text;
    ctx.fillRect(x, bbox.top, uPlot.pxRatio, bbox.height);
    // B at another height, because it may be close to A.
    const top = bbox.top + (name === 'A' ? 0 : size);
    ctx.fillRect(x - size / 2, top, size, size);
    ctx.fillStyle = looks.ground;
    ctx.fillText(name, x, top + size / 2);
  }
  ctx.restore();
}
