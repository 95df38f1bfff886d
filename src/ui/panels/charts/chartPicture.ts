/** The plots on the page as a single picture, with a legend. */

import { visibleName, visibleText } from '../../../base/visibleText.ts';
import { pathText } from '../../../payload/tree/valueTree.ts';
import { looksNow } from '../../pieces/charts/plot/looks.ts';
import { chartsOf } from '../../session/charts/charts.ts';

/** px of the page. */
const LEGEND_LINE = 18;
const MARGIN = 10;

export async function chartPicture(
  place: Element,
  connectionId: string,
): Promise<Blob | undefined> {
  const plots = [...place.querySelectorAll('canvas')];
  const [first] = plots;
  if (first === undefined) return undefined;
  const scale = first.width / (first.clientWidth || first.width);
  const lines = chartsOf(connectionId).lines.filter(({ hidden }) => hidden !== true);
  const looks = looksNow(place);
  const drawn = plots.reduce((height, plot) => height + plot.height, 0);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(...plots.map(({ width }) => width));
  canvas.height = drawn + (lines.length * LEGEND_LINE + 2 * MARGIN) * scale;
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  context.fillStyle = looks.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let top = 0;
  for (const plot of plots) {
    context.drawImage(plot, 0, top);
    top += plot.height;
  }
  context.scale(scale, scale);
  context.font = looks.font;
  context.textBaseline = 'middle';
  for (const [at, { topic, path, colour }] of lines.entries()) {
    const y = top / scale + MARGIN + (at + 0.5) * LEGEND_LINE;
    context.fillStyle = looks.colour(colour);
    context.fillRect(MARGIN, y - 1.5, 16, 3);
    context.fillStyle = looks.text;
    context.fillText(`${visibleName(topic)}  ${visibleText(pathText(path))}`, MARGIN + 24, y);
  }
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'));
}
