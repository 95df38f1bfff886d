import type { ReactNode } from 'react';
import { classes, useFirstText } from '#kit';
import type { PacketExchange } from '../../../engine/exchanges/exchange.ts';
import { publishFlags } from '../../../engine/window/packetTypes.ts';
import type { PacketRow, PingRun } from '../../../engine/window/window.ts';
import { duration } from '../../../i18n/durations.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { useNow } from '../../session/connection/useWindowPart.ts';

const TONES = {
  open: 'text-fg-2',
  complete: 'text-fg-2',
  retried: 'text-warn',
  refused: 'text-err',
  abandoned: 'text-warn',
} as const;

/** µs after which an acknowledgement is late. */
const LATE = 1_000_000;

interface ExchangeCellProps {
  readonly connectionId: string;
  readonly row: PacketRow;
}

/** Progress of an exchange: a dot for each packet of its handshake, then its latency or its state. */
export function ExchangeCell({ connectionId, row }: ExchangeCellProps) {
  const { exchange, pings } = row;
  if (pings !== undefined) return <Words>{latencies(pings)}</Words>;
  if (exchange === undefined) return null;
  if (exchange.state === 'open') return <Open {...{ connectionId, row, exchange }} />;
  return <Ended row={row} exchange={exchange} />;
}

interface KnownExchange {
  readonly row: PacketRow;
  readonly exchange: PacketExchange;
}

function Ended({ row, exchange }: KnownExchange) {
  const t = useFirstText().packets;
  const { state, latency } = exchange;
  const word = state === 'complete' || state === 'open' ? undefined : t.exchange.states[state];
  const words = [word, latency !== undefined && duration(latency)].filter(Boolean).join(', ');
  return (
    <Line>
      <Dots exchange={exchange} count={dotsOf(row)} isLate={state === 'abandoned'} />
      <span className={classes('truncate', TONES[state])} title={words}>
        {words}
      </span>
    </Line>
  );
}

function Open({ connectionId, row, exchange }: KnownExchange & { readonly connectionId: string }) {
  const t = useFirstText().packets.exchange;
  const waited = Math.max(0, (useNow(connectionId) ?? row.time) - row.time);
  const isLate = waited > LATE;
  const due = dueAfter(row, exchange.arrived ?? 1);
  const words =
    due === undefined
      ? t.states.open
      : isLate
        ? t.overdue(due, Math.floor(waited / 100_000) * 100_000)
        : t.due(due);
  return (
    <Line>
      <Dots exchange={exchange} count={dotsOf(row)} isLate={isLate} />
      <span className={classes('truncate', isLate ? 'text-warn' : TONES.open)} title={words}>
        {words}
      </span>
    </Line>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <span className="flex items-center gap-2 font-sans">{children}</span>;
}

/** Two packets, or the four of QoS 2. */
function dotsOf({ packetType, flags }: PacketRow): number {
  return packetType === PUBLISH && publishFlags(flags).qos === 2 ? 4 : 2;
}

/** Name of the packet that continues the exchange of a message. */
function dueAfter(row: PacketRow, arrived: number): string | undefined {
  if (row.packetType !== PUBLISH) return undefined;
  if (publishFlags(row.flags).qos === 1) return 'PUBACK';
  return ['PUBREC', 'PUBREL', 'PUBCOMP'][arrived - 1];
}

interface DotsProps {
  readonly exchange: PacketExchange;
  readonly count: number;
  /** The next packet is overdue. */
  readonly isLate: boolean;
}

function Dots({ exchange: { state, arrived }, count, isLate }: DotsProps) {
  const isDone = state === 'complete' || state === 'retried' || state === 'refused';
  const seen = arrived ?? (isDone ? count : 1);
  const lookOf = (at: number): string => {
    if (at < seen)
      return state === 'refused' && at === seen - 1 ? 'border-err bg-err' : 'border-ok bg-ok';
    if (at > seen) return 'border-ctl';
    return isLate ? 'border-warn' : 'border-fg-2';
  };
  return (
    // The texts after the dots begin at the same place in each row.
    <span aria-hidden="true" className="flex w-11 shrink-0 gap-1">
      {Array.from({ length: count }, (_, at) => (
        <span
          key={at}
          className={classes(
            'size-2 rounded-full border transition-colors duration-100',
            lookOf(at),
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
