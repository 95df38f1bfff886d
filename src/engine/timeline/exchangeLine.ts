/** Where a packet stands in its exchange, in one line: what became of it, or what it answers. */
import type { ExchangeDetail, ExchangeStep } from '../exchanges/exchange.ts';

/** What a first packet's end is called: `acked`, `complete`, `answered`. */
export type Ending = 'acked' | 'complete' | 'answered' | 'refused';

export type ExchangeLine =
  /** `after`: µs from this packet to the answer; undefined where both share one frame. */
  | {
      readonly key: 'ended';
      readonly ending: Ending;
      readonly after: number | undefined;
      readonly by: number;
      /** It is a repeat of this packet. */
      readonly again: number | undefined;
    }
  | {
      readonly key: 'answers';
      readonly verb: 'acks' | 'completes' | 'refuses' | 'answers';
      readonly of: number;
      readonly after: number | undefined;
    }
  /** One between the first and the last; `step` counts as QoS 2 does. */
  | { readonly key: 'step'; readonly step: number | undefined; readonly of: number }
  | { readonly key: 'open'; readonly since: number; readonly awaited: readonly number[] }
  | { readonly key: 'abandoned'; readonly since: number };

/** Steps of QoS 2 by packet type: PUBREC, PUBREL, PUBCOMP. */
const STEPS: Readonly<Record<number, number>> = { 5: 2, 6: 3, 7: 4 };

/** undefined where the packet is none of its steps. */
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

/** µs; packets of one frame have one time, which says nothing of what lies between them. */
function timeBetween(
  from: ExchangeStep,
  to: ExchangeStep,
  steps: readonly ExchangeStep[],
): number | undefined {
  const between = steps.slice(steps.indexOf(from) + 1, steps.indexOf(to) + 1);
  if (between.every(({ sameArrival }) => sameArrival)) return undefined;
  return to.time - from.time;
}
