/** Display filters for the exchanges that the strip counts. */
import type { LatencyRequest } from '../../../../engine/exchanges/exchange.ts';
import type { Direction } from '../../../../engine/log/columns/direction.ts';

export const IN_FLIGHT = 'exchange.state == open';

/** Messages of QoS 1 and 2 in flight. */
export const messagesInFlight = (direction: Direction): string =>
  `${IN_FLIGHT} and type == publish and dir == ${direction}`;

const KINDS: Readonly<Record<LatencyRequest['kind'], string | undefined>> = {
  all: undefined,
  qos1: 'qos == 1',
  qos2: 'qos == 2',
  subscribe: 'type == subscribe',
  unsubscribe: 'type == unsubscribe',
  connect: 'type == connect',
  ping: 'type == pingreq',
};

/** The packets that begin an exchange. The broker begins only those of messages. */
const BEGUN: Readonly<Record<LatencyRequest['direction'], string | undefined>> = {
  in: 'type == publish and dir == in',
  out: 'type in {connect, publish, subscribe, unsubscribe, pingreq, auth} and dir == out',
  both: undefined,
};

/** @param from µs @param to µs; undefined: no limit */
export function latencyFilter(
  { kind, direction }: LatencyRequest,
  from: number | undefined,
  to?: number,
): string {
  return [
    from === undefined ? undefined : `exchange.latency >= ${inFilter(from)}`,
    to === undefined ? undefined : `exchange.latency < ${inFilter(to)}`,
    KINDS[kind],
    BEGUN[direction],
  ]
    .filter((condition) => condition !== undefined)
    .join(' and ');
}

/** Three digits, rounded down: the exchange with that latency matches. */
function inFilter(us: number): string {
  if (us <= 0) return '0ms';
  const step = 10 ** (Math.floor(Math.log10(us)) - 2);
  const ms = Number((Math.floor(us / step + 1e-9) * step).toPrecision(3)) / 1000;
  return ms < 1000 ? `${ms}ms` : `${ms / 1000}s`;
}
