import { memo, useId, useState } from 'react';
import { Chips, classes, DirectionMark, Segments, TopicName, useText } from '#kit';
import type {
  ExchangeRow,
  LatencyReply,
  LatencyRequest,
} from '../../../engine/exchanges/exchange.ts';
import { bound, duration } from '../../../i18n/durations.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { chooseExchange } from '../../session/handshakes/actions.ts';
import { setHandshakes, useHandshakes } from '../../session/handshakes/state.ts';
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
  /** µs: of the exchange that is shown. */
  readonly marked: number | undefined;
}

/** Durations of exchanges by type and direction. */
export const Latency = memo(function Latency({ connectionId, marked }: LatencyProps) {
  const t = useText().handshakes.latency;
  const title = useId();
  const { latency: wanted } = useHandshakes(connectionId);
  const reply = useWindowPart(connectionId, 'latency', wanted);
  const set = (change: Partial<LatencyRequest>): void =>
    setHandshakes(connectionId, { latency: { ...wanted, ...change } });
  const figures = [
    { name: t.median, value: reply?.median },
    { name: t.p95, value: reply?.p95 },
    { name: t.max, value: reply?.max },
  ];
  return (
    <section aria-labelledby={title}>
      <div className="flex h-(--h-tabs) items-center gap-2 border-b border-line bg-bar px-3">
        <h2 id={title} className="text-base font-semibold">
          {t.title}
        </h2>
        <span className="ml-auto text-fg-2">{t.ended(reply?.count ?? 0)}</span>
      </div>
      <div className="flex flex-col gap-2 px-3 py-2">
        <Chips
          label={t.kind}
          value={wanted.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
          onChange={(kind) => set({ kind })}
        />
        <div>
          <Segments
            label={t.direction}
            value={wanted.direction}
            options={DIRECTIONS.map((direction) => ({
              value: direction,
              label: t.directions[direction],
            }))}
            onChange={(direction) => set({ direction })}
          />
        </div>
        <dl className="flex flex-wrap gap-x-4">
          {figures.map(({ name, value }) => (
            <div key={name} className="flex gap-1">
              <dt className="text-fg-2">{name}</dt>
              <dd className="font-mono font-semibold">
                {value === undefined ? '–' : duration(value)}
              </dd>
            </div>
          ))}
        </dl>
      </div>
      {reply !== undefined && reply.count > 0 ? (
        <>
          <Histogram reply={reply} marked={marked} />
          <Slowest connectionId={connectionId} rows={reply.slowest} />
        </>
      ) : (
        <p className="px-3 pb-3 text-fg-2">{t.none}</p>
      )}
      <p className="px-3 py-2 text-xs text-fg-2">{t.frames}</p>
    </section>
  );
});

interface HistogramProps {
  readonly reply: LatencyReply;
  readonly marked: number | undefined;
}

const Histogram = memo(function Histogram({ reply, marked }: HistogramProps) {
  const t = useText().handshakes.latency;
  const list = bars(reply);
  const here = marked === undefined ? -1 : barOf(list, marked);
  return (
    <table aria-label={t.table} className="mx-3 mb-2 w-[calc(100%-24px)] table-fixed">
      <colgroup>
        <col className="w-20" />
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
          <tr key={bar.to ?? 'last'} className="h-5">
            <th
              scope="row"
              className="pr-2 text-right font-mono text-xs font-normal whitespace-nowrap text-fg-2"
            >
              {rangeText(t, bar)}
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

const Slowest = memo(function Slowest(props: {
  connectionId: string;
  rows: readonly ExchangeRow[];
}) {
  const { latency: t, ...texts } = useText().handshakes;
  const title = useId();
  // The rows hold still under the pointer.
  const [held, setHeld] = useState<readonly ExchangeRow[]>();
  return (
    <section aria-labelledby={title}>
      <h3
        id={title}
        className="flex h-(--h-tabs) items-center border-y border-line bg-bar px-3 text-base font-semibold"
      >
        {t.slowest}
      </h3>
      <ul
        className="@container py-1"
        onPointerEnter={() => setHeld(props.rows)}
        onPointerLeave={() => setHeld(undefined)}
      >
        {(held ?? props.rows).map((row) => (
          <li
            key={row.exchange}
            // Beside the rest a topic has no room in a narrow pane.
            className="grid min-h-(--h-row) grid-cols-[minmax(64px,auto)_50px_minmax(54px,1fr)_auto] items-center gap-x-2 px-3 @md:grid-cols-[minmax(64px,auto)_50px_minmax(54px,auto)_minmax(0,1fr)_auto]"
          >
            <button
              type="button"
              onClick={() => chooseExchange(props.connectionId, row)}
              className="rounded-sm font-mono text-action"
            >
              {texts.packet(row.packet)}
            </button>
            <DirectionMark direction={row.direction} />
            <span>{row.qos === undefined ? texts.kinds[row.kind] : texts.qos(row.qos)}</span>
            <span className="min-w-0 @max-md:order-last @max-md:col-span-full">
              {row.topic !== undefined && <TopicName topic={row.topic} />}
            </span>
            <span className="text-right font-mono">
              {row.latency === undefined ? '' : duration(row.latency)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
});
