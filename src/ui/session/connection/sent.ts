/** The list of sent messages: an entry per press of Publish, with its outcome. */
import type {
  ConnectionEvent,
  PublishRequest,
  RepeatedLines,
} from '../../../connection/protocol/protocol.ts';
import type { PublishOutcome } from '../../../connection/protocol/publishOutcome.ts';

type Repeating = Extract<ConnectionEvent, { readonly kind: 'repeating' }>;

export interface SentEntry {
  /** Id of its first (or only) message. */
  readonly id: number;
  readonly message: PublishRequest;
  /** ms since 1970. */
  readonly at: number;
  /** Address of the intended broker. */
  readonly url: string;
  /** More than 1 for a repeat, whose ids count up from `id`. */
  readonly times: number;
  /** ms between two; 0 without a repeat. */
  readonly every: number;
  /** Number of topics of a repeat beside the first. */
  readonly others: number;
  /** Last report of a repeat. */
  readonly progress?: Pick<Repeating, 'sent' | 'rate' | 'sizes'>;
  /** Latest news of any of its messages. */
  readonly outcome: PublishOutcome;
  /** Messages of a repeat by the kind of their outcome. */
  readonly tally: Readonly<Partial<Record<PublishOutcome['kind'], number>>>;
  /** Current kind of outcomes that may still change. */
  readonly open: ReadonlyMap<number, PublishOutcome['kind']>;
  /** True if the repeat is complete or stopped; always true without a repeat. */
  readonly done: boolean;
}

export interface Repeated {
  /** In all. */
  readonly times: number;
  /** ms. */
  readonly every: number;
  /** Absent: the message's own. */
  readonly topics?: readonly string[] | undefined;
  readonly lines?: RepeatedLines | undefined;
}

/** Maximum number of entries. Older ones leave the list, never the capture. */
export const SENT_KEPT = 500;

/** Kinds that may be followed by another. */
const OPEN: ReadonlySet<PublishOutcome['kind']> = new Set([
  'queued',
  'in-flight',
  'timed-out',
  'held',
]);

/** True if the outcome of one of its messages may still change. */
export const isUnsettled = ({ open, outcome }: SentEntry): boolean =>
  open.size > 0 || OPEN.has(outcome.kind);

export function newEntry(
  message: PublishRequest,
  at: number,
  url: string,
  repeat: Repeated | undefined,
): SentEntry {
  return {
    id: message.id,
    message,
    at,
    url,
    times: repeat?.times ?? 1,
    every: repeat?.every ?? 0,
    others: (repeat?.topics?.length ?? 1) - 1,
    outcome: { kind: 'queued' },
    tally: {},
    open: new Map(),
    done: repeat === undefined,
  };
}

/** Newest first. */
export function withEntry(list: readonly SentEntry[], entry: SentEntry): readonly SentEntry[] {
  return [entry, ...list].slice(0, SENT_KEPT);
}

export type Outcomes = readonly (readonly [id: number, outcome: PublishOutcome])[];

/** Applies outcomes of several messages in their order. */
export function withOutcomes(list: readonly SentEntry[], outcomes: Outcomes): readonly SentEntry[] {
  return list.map((entry) => {
    const own = outcomes.filter(([id]) => id >= entry.id && id < entry.id + entry.times);
    return own.length === 0 ? entry : withOwnOutcomes(entry, own);
  });
}

function withOwnOutcomes(entry: SentEntry, outcomes: Outcomes): SentEntry {
  const tally = { ...entry.tally };
  const open = new Map(entry.open);
  let { outcome } = entry;
  for (const [id, news] of outcomes) {
    const before = open.get(id);
    if (before !== undefined) {
      tally[before] = (tally[before] ?? 1) - 1;
    }
    tally[news.kind] = (tally[news.kind] ?? 0) + 1;
    if (OPEN.has(news.kind)) {
      open.set(id, news.kind);
    } else {
      open.delete(id);
    }
    outcome = news;
  }
  return { ...entry, outcome, tally, open };
}

export function withProgress(
  list: readonly SentEntry[],
  { id, done, sent, rate, sizes }: Repeating,
): readonly SentEntry[] {
  return list.map((entry) =>
    entry.id === id ? { ...entry, done, progress: { sent, rate, sizes } } : entry,
  );
}
