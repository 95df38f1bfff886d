/** Describes in one line the role of a packet in its exchange: its outcome, or the packet that it answers. */
import type { ExchangeDetail, ExchangeStep } from '../exchanges/exchange.ts';

/** Outcome for a first packet: `acked`, `complete`, `answered`. */
export type Ending = 'acked' | 'complete' | 'answered' | 'refused';

export type ExchangeLine =
  /** `after`: µs from this packet to the answer; undefined if both share a frame. */
  | {
      readonly key: 'ended';
      readonly ending: Ending;
      readonly after: number | undefined;
      readonly by: number;
      /** Number of the packet that it repeats. */
      readonly again: number | undefined;
    }
  | {
      readonly key: 'answers';
      readonly verb: 'acks' | 'completes' | 'refuses' | 'answers';
      readonly of: number;
      readonly after: number | undefined;
    }
  /** A packet between the first and the last; `step` counts the steps of QoS 2. */
  | { readonly key: 'step'; readonly step: number | undefined; readonly of: number }
  | { readonly key: 'open'; readonly since: number; readonly awaited: readonly number[] }
  | { readonly key: 'abandoned'; readonly since: number };

/** Steps of QoS 2 by packet type: PUBREC, PUBREL, PUBCOMP. */
const STEPS: Readonly<Record<number, number>> = { 5: 2, 6: 3, 7: 4 };

/** undefined if the packet is not part of the exchange. */
export function exchangeLine(detail: ExchangeDetail, packet: number): ExchangeLine | undefined {
  const { row, steps } = detail;
  const at = steps.findIndex((step) => step.packet === packet);
  const own = steps[at];
  const [first] = steps;
  const last = steps.at(-1);
  if (own === undefined || first === undefined || last === undefined) return undefined;
  const begins = own.packetType === first.packetType && own.direction === first.direction;
  const hasEnded = row.state !== 'open' && row.state !== 'abandoned';
  if (begins && hasEnded) {
    return {
      key: 'ended',
      ending: endingOf(detail),
      after: timeBetween(own, last, steps),
      by: last.packet,
      again: at === 0 ? undefined : row.packet,
    };
  }
  if (begins) {
    return row.state === 'open'
      ? { key: 'open', since: first.time, awaited: detail.awaited?.packetTypes ?? [] }
      : { key: 'abandoned', since: first.time };
  }
  if (own === last && hasEnded) {
    return {
      key: 'answers',
      verb: verbOf(detail),
      of: row.packet,
      after: timeBetween(first, own, steps),
    };
  }
  return { key: 'step', step: STEPS[own.packetType], of: row.packet };
}

function endingOf({ row }: ExchangeDetail): Ending {
  if (row.state === 'refused') return 'refused';
  if (row.kind !== 'publish') return 'answered';
  return row.qos === 2 ? 'complete' : 'acked';
}

function verbOf(detail: ExchangeDetail): 'acks' | 'completes' | 'refuses' | 'answers' {
  const verbs = {
    acked: 'acks',
    complete: 'completes',
    refused: 'refuses',
    answered: 'answers',
  } as const;
  return verbs[endingOf(detail)];
}

/** µs. Packets of one frame share a time, so the time between them is unknown. */
function timeBetween(
  from: ExchangeStep,
  to: ExchangeStep,
  steps: readonly ExchangeStep[],
): number | undefined {
  const between = steps.slice(steps.indexOf(from) + 1, steps.indexOf(to) + 1);
  if (between.every(({ sameArrival }) => sameArrival)) return undefined;
  return to.time - from.time;
}
