/** All charted values. They read the packet log when time permits, so the packet path does not know them. */

import { firstAfter, firstFrom } from '../../base/sorted.ts';
import { pathText } from '../../payload/tree/valueTree.ts';
import { PacketCursor } from '../filtering/packetCursor.ts';
import { type Cleared, clearedTogether } from '../log/columns/cleared.ts';
import { csvCell } from '../log/columns/csvCell.ts';
import { utcText } from '../log/columns/utcText.ts';
import { type Absence, breaksIn } from '../streams/absences.ts';
import type {
  ChartedValue,
  SeriesLine,
  SeriesReply,
  SeriesRequest,
  Span,
  TextMark,
} from './chartedValue.ts';
import { reducedPoints } from './reduced.ts';
import { Series, type SeriesSources } from './series.ts';
import { statisticsOf } from './statistics.ts';

const HEAD = 'time,topic,path,value,packet\r\n';
/** Lines per piece. */
const PIECE = 5000;

/**
 * Writes points as CSV (RFC 4180), one per line, with all digits.
 * @param span undefined: everything
 * @param origin ms since 1970
 */
function seriesTable(
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

/** µs; span of a single point. */
const SHORTEST = 1000;
/** µs; minimum span of a series that has just begun. */
const FIRST = 10_000_000;

export class ChartedSeries {
  readonly #sources: SeriesSources;
  readonly #cursor: PacketCursor;
  #series: readonly Series[] = [];

  constructor(sources: SeriesSources) {
    this.#sources = sources;
    this.#cursor = new PacketCursor(sources.facts);
  }

  get count(): number {
    return this.#series.length;
  }

  /** Replaces the charted values and removes duplicates; series already charted keep their points. */
  set(values: readonly ChartedValue[]): void {
    const before = new Map(this.#series.map((one) => [keyOf(one.of), one]));
    const wanted = new Map(
      values.map(({ topic, path }) => [keyOf({ topic, path }), { topic, path }]),
    );
    this.#series = [...wanted].map(
      ([key, value]) => before.get(key) ?? new Series(value, this.#sources),
    );
    for (const [key, one] of before) if (!wanted.has(key)) one.end();
  }

  /** Reads all payloads again with changed rules. */
  again(): void {
    for (const one of this.#series) one.again();
  }

  /** Reads packets while there is time. @returns true if all were read */
  advance(hasTime: () => boolean): boolean {
    this.#cursor.refresh();
    // In sequence: a new series has read less than the others.
    return this.#series.every((one) => one.advance(this.#cursor, hasTime));
  }

  clear(): Cleared {
    return clearedTogether(this.#series.map((one) => one.clear()));
  }

  /** @param newest current time, µs */
  window(request: SeriesRequest, newest: number): SeriesReply {
    const whole = this.#whole();
    const span = spanOf(request, whole, newest);
    const overview = request.overview ?? 0;
    const series = this.#series.map((one) => {
      const absences = this.#sources.absences(one.carriers);
      const { times } = one.columns;
      return {
        ...lineOf(one, span, request.columns, whole, overview),
        gaps: gapsOf(times, absences, span, request.columns),
        away: awayIn(absences, span, request.columns),
        ...(overview > 0 && whole && { allGaps: gapsOf(times, absences, whole, overview) }),
      };
    });
    return { span, whole, series };
  }

  /** Yields each point of a span as text, in pieces. @param origin ms since 1970 */
  table(span: Span | undefined, origin: number): readonly string[] {
    return seriesTable(this.#series, span, origin);
  }

  #whole(): Span | undefined {
    const spans = this.#series.flatMap(({ columns: { times } }) => {
      const [from, to] = [times[0], times.at(-1)];
      return from === undefined || to === undefined ? [] : [{ from, to }];
    });
    if (spans.length === 0) return undefined;
    return {
      from: Math.min(...spans.map(({ from }) => from)),
      to: Math.max(...spans.map(({ to }) => to)),
    };
  }
}

const keyOf = ({ topic, path }: ChartedValue): string => JSON.stringify([topic, path]);

function spanOf(request: SeriesRequest, whole: Span | undefined, newest: number): Span {
  const { span: asked, columns } = request;
  if (asked === undefined) {
    const { from, to } = whole ?? { from: newest, to: newest };
    return { from, to: Math.max(to, from + SHORTEST) };
  }
  if ('from' in asked) return { from: asked.from, to: Math.max(asked.to, asked.from + SHORTEST) };
  const end = Math.max(newest, whole?.to ?? newest);
  const length = Math.max(asked.last, SHORTEST);
  // There is nothing to show before the first point.
  const begun = whole?.from ?? Number.NEGATIVE_INFINITY;
  // It moves by a column at least, because each move is drawn and less is not seen.
  const column = Math.min(length, Math.max(end - begun, FIRST)) / columns;
  const step = 2 ** Math.floor(Math.log2(column));
  const to = Math.ceil(end / step) * step;
  return { from: Math.max(to - length, Math.min(begun, to - FIRST)), to };
}

/** A time that fills less than a column is not visible. */
const isVisible = ({ from, to }: Span, span: Span, columns: number): boolean =>
  to - from > (span.to - span.from) / Math.max(1, columns);

/** Between the points around an absence, in the span and at its edges. */
function gapsOf(
  times: Float64Array,
  absences: readonly Absence[],
  span: Span,
  columns: number,
): readonly Span[] {
  return breaksIn(times, absences)
    .map((at) => ({ from: times[at - 1] ?? 0, to: times[at] ?? 0 }))
    .filter(({ from, to }) => to >= span.from && from <= span.to)
    .filter((gap) => isVisible(gap, span, columns));
}

/** Also after the last point, while the connection is still away. */
function awayIn(absences: readonly Absence[], span: Span, columns: number): readonly Span[] {
  return absences
    .filter(({ isSeen }) => isSeen)
    .map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }))
    .filter((away) => isVisible(away, span, columns));
}

/** Texts that are marked in a chart of numbers. */
const MOST_MARKS = 40;

function marksOf({ columns, names }: Series, span: Span): readonly TextMark[] {
  const { times, values, packets, named } = columns;
  const marks: TextMark[] = [];
  const first = firstFrom(times, span.from);
  for (let at = firstAfter(times, span.to) - 1; at >= first; at -= 1) {
    if (named[at] !== 1) continue;
    const text = names[values[at] ?? 0] ?? '';
    marks.push({ time: times[at] ?? 0, text, packet: packets[at] ?? 0 });
    if (marks.length === MOST_MARKS) break;
  }
  return marks.toReversed();
}

function lineOf(
  one: Series,
  span: Span,
  columns: number,
  whole: Span | undefined,
  overview: number,
): Omit<SeriesLine, 'gaps' | 'away'> {
  const points = one.columns;
  const { isOfStates } = one;
  const { times, values, packets, named } = points;
  const newest = named.lastIndexOf(isOfStates ? 1 : 0);
  return {
    ...one.of,
    kind: isOfStates ? 'states' : 'numbers',
    names: one.names,
    points: reducedPoints(points, isOfStates, span, Math.max(1, columns)),
    ...(!isOfStates && { marks: marksOf(one, span) }),
    ...(overview > 0 && whole && { overview: reducedPoints(points, isOfStates, whole, overview) }),
    statistics: statisticsOf(points, isOfStates, span),
    last:
      newest < 0
        ? undefined
        : {
            value: values[newest] ?? 0,
            time: times[newest] ?? 0,
            packet: packets[newest] ?? 0,
          },
    held: times.length,
    dropped: one.dropped,
    without: one.without,
    isReading: one.isReading,
  };
}
