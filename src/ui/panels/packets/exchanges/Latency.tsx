import { memo } from 'react';
import { Chips, classes, Segments, useText } from '#kit';
import type { LatencyReply, LatencyRequest } from '../../../../engine/exchanges/exchange.ts';
import { bound } from '../../../../i18n/durations.ts';
import { grouped } from '../../../../i18n/numbers.ts';
import { useWindowPart } from '../../../session/connection/useWindowPart.ts';
import { setExchangeStrip, useExchangeStrip } from '../../../session/handshakes/state.ts';
import { latencyFilter } from './exchangeFilters.ts';
import { Figure, FilterPart } from './FilterPart.tsx';
import { type Bar, barOf, bars, range } from './histogram.ts';

const KINDS: readonly LatencyRequest['kind'][] = [
  'all',
  'qos1',
  'qos2',
  'subscribe',
  'unsubscribe',
  'connect',
  'ping',
];
const DIRECTIONS: readonly LatencyRequest['direction'][] = ['in', 'out', 'both'];

interface LatencyProps {
  readonly connectionId: string;
  readonly reply: LatencyReply;
}

/** Durations of exchanges by type and direction. */
export const Latency = memo(function Latency({ connectionId, reply }: LatencyProps) {
  const t = useText().handshakes.latency;
  const { latency: of } = useExchangeStrip(connectionId);
  const set = (change: Partial<LatencyRequest>): void =>
    setExchangeStrip(connectionId, { latency: { ...of, ...change } });
  return (
    <section aria-label={t.title} className="min-w-0">
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1">
        <Chips
          label={t.kind}
          value={of.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
          onChange={(kind) => set({ kind })}
        />
        <Segments
          label={t.direction}
          value={of.direction}
          options={DIRECTIONS.map((direction) => ({
            value: direction,
            label: t.directions[direction],
          }))}
          onChange={(direction) => set({ direction })}
        />
      </div>
      <p className="flex min-h-7 flex-wrap items-center gap-x-2 px-3 text-fg-2">
        {t.ended(reply.count)}
        <span className="contents sm:hidden">
          <Figure connectionId={connectionId} latency={reply} name="median" />
          <Figure connectionId={connectionId} latency={reply} name="p95" />
        </span>
        <Figure connectionId={connectionId} latency={reply} name="max" />
      </p>
      {reply.count > 0 && <Histogram connectionId={connectionId} reply={reply} />}
      <p className="px-3 pb-2 text-xs text-fg-2">{t.frames}</p>
    </section>
  );
});

const Histogram = memo(function Histogram({ connectionId, reply }: LatencyProps) {
  const t = useText().handshakes.latency;
  const list = bars(reply);
  const marked = useWindowPart(connectionId, 'packet', undefined)?.exchange?.row.latency;
  const here = marked === undefined ? -1 : barOf(list, marked);
  return (
    <table aria-label={t.table} className="mx-3 mb-2 w-[calc(100%-24px)] table-fixed">
      <colgroup>
        <col className="w-24" />
        <col />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t.range}</th>
          <th scope="col">{t.count}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((bar, at) => (
          <tr key={bar.to ?? 'last'} className="h-6">
            <th
              scope="row"
              className="pr-2 text-right font-mono text-xs font-normal whitespace-nowrap text-fg-2"
            >
              {bar.count === 0 ? (
                <span className="px-1">{rangeText(t, bar)}</span>
              ) : (
                <FilterPart
                  connectionId={connectionId}
                  filter={latencyFilter(reply.of, bar.from, bar.to)}
                  className="text-action"
                >
                  {rangeText(t, bar)}
                </FilterPart>
              )}
            </th>
            <td className="font-mono whitespace-nowrap">
              <span
                aria-hidden="true"
                className={classes(
                  'mr-2 inline-block h-3 align-middle',
                  at === here ? 'bg-warn' : 'bg-ctl',
                )}
                // The longest bar leaves room for the text beside it.
                style={{
                  width: `calc((100% - 8.5rem) * ${bar.share})`,
                  minWidth: bar.count === 0 ? 0 : 1,
                }}
              />
              {grouped(bar.count)}
              {at === here && <span className="font-sans text-warn"> · {t.thisOne}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});

type LatencyTexts = ReturnType<typeof useText>['handshakes']['latency'];

function rangeText(t: LatencyTexts, { from, to }: Bar): string {
  if (to === undefined) return from === undefined ? '' : t.above(bound(from));
  return from === undefined ? t.below(bound(to)) : range(from, to);
}
