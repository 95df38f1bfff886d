/** Points as a table with commas (RFC 4180), one a line, each with all of its digits. */
import { pathText } from '../../payload/valueTree.ts';
import { utcText } from '../log/utcText.ts';
import type { Span } from './chartedValue.ts';
import { firstAfter, firstFrom } from './reduced.ts';
import type { Series } from './series.ts';

const HEAD = 'time,topic,path,value,packet\r\n';
/** Lines of a piece. */
const PIECE = 5000;

/** @param span undefined: all there is. @param origin ms since 1970 */
export function seriesTable(
  series: readonly Pick<Series, 'of' | 'columns' | 'names' | 'exact'>[],
  span: Span | undefined,
  origin: number,
): readonly string[] {
  const pieces = [HEAD];
  for (const one of series) {
    const { times, values, packets, named } = one.columns;
    const { names } = one;
    const name = `${cell(one.of.topic)},${cell(pathText(one.of.path))}`;
    const first = span === undefined ? 0 : firstFrom(times, span.from);
    const end = span === undefined ? times.length : firstAfter(times, span.to);
    for (let from = first; from < end; from += PIECE) {
      let piece = '';
      for (let at = from; at < Math.min(end, from + PIECE); at += 1) {
        const packet = packets[at] ?? 0;
        const value = values[at] ?? 0;
        const text = named[at] === 1 ? cell(names[value] ?? '') : one.exact(packet, value);
        piece += `${utcText(origin * 1000 + (times[at] ?? 0))},${name},${text},${packet}\r\n`;
      }
      pieces.push(piece);
    }
  }
  return pieces;
}

/** A text that a spreadsheet would take for a formula gets an apostrophe: whoever sends it decides what it says. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
