import { publishFlags } from '../../../engine/capture/packetTypes.ts';
import type { PacketRow, PingRun } from '../../../engine/capture/window.ts';
import type { PacketExchange } from '../../../engine/exchanges/exchange.ts';
import { duration } from '../../../i18n/durations.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { classes } from '../../kit/classes.ts';
import { useFirstText } from '../../kit/language/firstText.ts';

const TONES = {
  open: 'text-fg-2',
  complete: 'text-fg-2',
  retried: 'text-warn',
  refused: 'text-err',
  abandoned: 'text-warn',
} as const;

/** How far an exchange has come: a dot for each packet of its handshake, then its latency or its state. */
export function ExchangeCell({ row }: { row: PacketRow }) {
  const t = useFirstText().packets;
  const { exchange, pings } = row;
  if (pings !== undefined) return <Words>{latencies(pings)}</Words>;
  if (exchange === undefined) return null;
  const { state, latency } = exchange;
  const word = state === 'complete' ? undefined : t.exchange.states[state];
  const words = [word, latency !== undefined && duration(latency)].filter(Boolean).join(', ');
  return (
    <span className="flex items-center gap-2 font-sans">
      <Dots exchange={exchange} count={dotsOf(row)} />
      <span className={classes('truncate', TONES[state])}>{words}</span>
    </span>
  );
}

/** Two packets, or the four of QoS 2. */
function dotsOf({ packetType, flags }: PacketRow): number {
  return packetType === PUBLISH && publishFlags(flags).qos === 2 ? 4 : 2;
}

interface DotsProps {
  readonly exchange: PacketExchange;
  readonly count: number;
}

function Dots({ exchange: { state, arrived }, count }: DotsProps) {
  const isDone = state === 'complete' || state === 'retried' || state === 'refused';
  const seen = arrived ?? (isDone ? count : 1);
  return (
    // The texts after the dots begin at the same place in each row.
    <span aria-hidden="true" className="flex w-11 shrink-0 gap-1">
      {Array.from({ length: count }, (_, at) => (
        <span
          key={at}
          className={classes(
            'size-2 rounded-full border transition-colors duration-100',
            at < seen
              ? state === 'refused' && at === seen - 1
                ? 'border-err bg-err'
                : 'border-ok bg-ok'
              : at === seen
                ? state === 'abandoned'
                  ? 'border-warn'
                  : 'border-fg-2'
                : 'border-ctl',
          )}
        />
      ))}
    </span>
  );
}

function Words({ children }: { children: string }) {
  return <span className="pl-13 font-sans text-fg-2">{children}</span>;
}

/** `0.9 ms – 4.3 ms`, or a single latency. */
function latencies({ answered, shortest, longest }: PingRun): string {
  if (answered === 0) return '';
  const [from, to] = [duration(shortest), duration(longest)];
  return from === to ? to : `${from} – ${to}`;
}
