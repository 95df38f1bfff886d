/** Packs the outcomes of many messages into few bytes, because single events would keep a page busy. */
import type { ConnectionEvent } from './protocol.ts';
import type { PublishOutcome } from './publishOutcome.ts';

type Published = Extract<ConnectionEvent, { readonly kind: 'published' }>;

/** Numbers per message: its id, kind, packet (0 if none), ms and code. */
const FIELDS = 5;
/** Fewer are sent individually. */
const FEWEST = 8;

export interface OutcomesTogether {
  readonly kind: 'published-together';
  readonly numbers: Float64Array<ArrayBuffer>;
}

/** Events in the form that a worker posts. */
export type PostedEvent = ConnectionEvent | OutcomesTogether;

/** Kinds that can be packed; others are sent individually. */
const KINDS = ['queued', 'in-flight', 'sent', 'acknowledged'] as const;
type Kind = (typeof KINDS)[number];
const NUMBERS: Readonly<Partial<Record<PublishOutcome['kind'], number>>> = {
  queued: 0,
  'in-flight': 1,
  sent: 2,
  acknowledged: 3,
};

const kindOf = ({ kind }: PublishOutcome): number => NUMBERS[kind] ?? -1;

const isPlain = (event: ConnectionEvent | undefined): event is Published =>
  event?.kind === 'published' && kindOf(event.outcome) >= 0;

/** Packs adjacent outcomes into one event and keeps the order. */
export function gathered(events: readonly ConnectionEvent[]): readonly PostedEvent[] {
  if (events.length < FEWEST) return events;
  const all: PostedEvent[] = [];
  for (let from = 0; from < events.length; ) {
    const run: Published[] = [];
    for (let event = events[from]; isPlain(event); event = events[from + run.length])
      run.push(event);
    if (run.length >= FEWEST) all.push(together(run));
    else all.push(...events.slice(from, from + Math.max(1, run.length)));
    from += Math.max(1, run.length);
  }
  return all;
}

function together(events: readonly Published[]): OutcomesTogether {
  const numbers = new Float64Array(events.length * FIELDS);
  let at = 0;
  for (const { id, outcome } of events) {
    numbers[at] = id;
    numbers[at + 1] = kindOf(outcome);
    if ('packet' in outcome) numbers[at + 2] = outcome.packet ?? 0;
    if (outcome.kind === 'acknowledged') {
      numbers[at + 3] = outcome.ms;
      numbers[at + 4] = outcome.code;
    }
    at += FIELDS;
  }
  return { kind: 'published-together', numbers };
}

/** Unpacks into individual events. */
export function apart({ numbers }: OutcomesTogether, hear: (event: Published) => void): void {
  for (let at = 0; at < numbers.length; at += FIELDS) {
    const kind = KINDS[numbers[at + 1] ?? 0];
    if (kind === undefined) continue;
    const outcome = outcomeOf(kind, numbers, at);
    hear({ kind: 'published', id: numbers[at] ?? 0, outcome });
  }
}

function outcomeOf(kind: Kind, numbers: Float64Array, at: number): PublishOutcome {
  if (kind === 'queued') return { kind };
  const number = numbers[at + 2] ?? 0;
  const packet = number === 0 ? undefined : number;
  return kind === 'acknowledged'
    ? { kind, ms: numbers[at + 3] ?? 0, code: numbers[at + 4] ?? 0, packet }
    : { kind, packet };
}
