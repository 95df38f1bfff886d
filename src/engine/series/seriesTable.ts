/** Writes points as CSV (RFC 4180), one per line, with all digits. */
import { pathText } from '../../payload/tree/valueTree.ts';
import { csvCell } from '../log/columns/csvCell.ts';
import { utcText } from '../log/columns/utcText.ts';
import type { Span } from './chartedValue.ts';
import { firstAfter, firstFrom } from './reduced.ts';
import type { Series } from './series.ts';

const HEAD = 'time,topic,path,value,packet\r\n';
/** Lines per piece. */
const PIECE = 5000;

/** @param span undefined: everything @param origin ms since 1970 */
export function seriesTable(
  series: readonly Pick<Series, 'of' | 'columns' | 'names' | 'exact'>[],
  span: Span | undefined,
  origin: number,
): readonly string[] {
  const pieces = [HEAD];
  for (const one of series) {
    const { times, values, packets, named } = one.columns;
    const { names } = one;
    const name = `${csvCell(one.of.topic)},${csvCell(pathText(one.of.path))}`;
    const first = span === undefined ? 0 : firstFrom(times, span.from);
    const end = span === undefined ? times.length : firstAfter(times, span.to);
    for (let from = first; from < end; from += PIECE) {
      let piece = '';
      for (let at = from; at < Math.min(end, from + PIECE); at += 1) {
        const packet = packets[at] ?? 0;
        const value = values[at] ?? 0;
        const text = named[at] === 1 ? csvCell(names[value] ?? '') : one.exact(packet, value);
        piece += `${utcText(origin * 1000 + (times[at] ?? 0))},${name},${text},${packet}\r\n`;
      }
      pieces.push(piece);
    }
  }
  return pieces;
}
