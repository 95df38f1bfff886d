/** All values that are charted. Nobody asks the packet path: they look at the packet log when there is time. */
import { PacketCursor } from '../filtering/packetCursor.ts';
import { type Cleared, clearedTogether } from '../log/columns/cleared.ts';
import type { ChartedValue, SeriesLine, SeriesReply, SeriesRequest, Span } from './chartedValue.ts';
import { reducedPoints } from './reduced.ts';
import { Series, type SeriesSources } from './series.ts';
import { seriesTable } from './seriesTable.ts';
import { statisticsOf } from './statistics.ts';

/** µs; of a single point. */
const SHORTEST = 1000;
/** µs; of what has only begun. */
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

  /** From now on these alone, each once; of those that were charted before, nothing is lost. */
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

  /** Payloads are read in another way from now on. */
  again(): void {
    for (const one of this.#series) one.again();
  }

  /** Looks at packets for as long as there is time. @returns whether all were looked at */
  advance(hasTime: () => boolean): boolean {
    this.#cursor.refresh();
    // One after the other: what has just been asked for is behind what is up to date.
    return this.#series.every((one) => one.advance(this.#cursor, hasTime));
  }

  clear(): Cleared {
    return clearedTogether(this.#series.map((one) => one.clear()));
  }

  /** @param newest when time has come to, µs */
  window(request: SeriesRequest, newest: number): SeriesReply {
    const whole = this.#whole();
    const span = spanOf(request.span, whole, newest);
    const overview = request.overview ?? 0;
    const series = this.#series.map((one) => lineOf(one, span, request.columns, whole, overview));
    return { span, whole, series };
  }

  /** Every point of a span, in pieces of text. @param origin ms since 1970 */
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

function spanOf(asked: SeriesRequest['span'], whole: Span | undefined, newest: number): Span {
  if (asked === undefined) {
    const { from, to } = whole ?? { from: newest, to: newest };
    return { from, to: Math.max(to, from + SHORTEST) };
  }
  if ('from' in asked) return { from: asked.from, to: Math.max(asked.to, asked.from + SHORTEST) };
  const to = Math.max(newest, whole?.to ?? newest);
  const from = to - Math.max(asked.last, SHORTEST);
  // Nothing is to be seen before the first point.
  const begun = Math.min(whole?.from ?? from, to - FIRST);
  return { from: Math.max(from, begun), to };
}

function lineOf(
  one: Series,
  span: Span,
  columns: number,
  whole: Span | undefined,
  overview: number,
): SeriesLine {
  const points = one.columns;
  const { isOfStates } = one;
  const { times, values, packets, named } = points;
  const newest = named.lastIndexOf(isOfStates ? 1 : 0);
  return {
    ...one.of,
    kind: isOfStates ? 'states' : 'numbers',
    names: one.names,
    points: reducedPoints(points, isOfStates, span, Math.max(1, columns)),
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
