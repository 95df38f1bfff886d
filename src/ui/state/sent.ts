/** The list of sent messages: one entry per press of Publish, with what became of it. */
import type { PublishOutcome, PublishRequest } from '../../connection/protocol.ts';

export interface SentEntry {
  /** Id of its first (or only) message. */
  readonly id: number;
  readonly message: PublishRequest;
  /** ms since 1970. */
  readonly at: number;
  /** Address it was meant for. */
  readonly url: string;
  /** More than 1: a repeat; its ids count up from `id`. */
  readonly times: number;
  /** ms between two; 0 without a repeat. */
  readonly every: number;
  /** Latest news of any of its messages. */
  readonly outcome: PublishOutcome;
  /** Messages of a repeat by the kind of their outcome. */
  readonly tally: Readonly<Partial<Record<PublishOutcome['kind'], number>>>;
  /** Kind so far of those that may still change. */
  readonly open: ReadonlyMap<number, PublishOutcome['kind']>;
  /** A repeat that has come to its end, or was stopped; always true without a repeat. */
  readonly done: boolean;
}

/** Entries that are kept; older ones leave the list, never the capture. */
export const SENT_KEPT = 500;

/** Kinds that may be followed by another. */
const OPEN: ReadonlySet<PublishOutcome['kind']> = new Set(['queued', 'in-flight', 'timed-out']);

export function newEntry(
  message: PublishRequest,
  at: number,
  url: string,
  repeat: { readonly times: number; readonly every: number } | undefined,
): SentEntry {
  return {
    id: message.id,
    message,
    at,
    url,
    times: repeat?.times ?? 1,
    every: repeat?.every ?? 0,
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

export function withOutcome(
  list: readonly SentEntry[],
  id: number,
  outcome: PublishOutcome,
): readonly SentEntry[] {
  return list.map((entry) => {
    if (id < entry.id || id >= entry.id + entry.times) {
      return entry;
    }
    const tally = { ...entry.tally };
    const before = entry.open.get(id);
    if (before !== undefined) {
      tally[before] = (tally[before] ?? 1) - 1;
    }
    tally[outcome.kind] = (tally[outcome.kind] ?? 0) + 1;
    const open = new Map(entry.open);
    if (OPEN.has(outcome.kind)) {
      open.set(id, outcome.kind);
    } else {
      open.delete(id);
    }
    return { ...entry, outcome, tally, open };
  });
}

export function withRepeatDone(list: readonly SentEntry[], id: number): readonly SentEntry[] {
  return list.map((entry) => (entry.id === id ? { ...entry, done: true } : entry));
}
