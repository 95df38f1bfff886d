/** What the bench's driver asks of the load generator, and what it hears. */
import type { QoS } from '../../../src/mqtt/tables/packet.ts';

/** One client publishes, `subscribers` others have all of it. */
export interface FanOut {
  readonly kind: 'fan-out';
  readonly port: number;
  readonly qos: QoS;
  readonly subscribers: number;
  readonly messages: number;
  /** Messages on their way at once: published, and not acknowledged or not everywhere yet. */
  readonly window: number;
}

/** Publishes QoS 0 for a subscriber elsewhere, which tells at `PROGRESS_TOPIC` that it is there, and how many it has. */
export interface Feed {
  readonly kind: 'feed';
  readonly port: number;
  readonly messages: number;
  readonly window: number;
}

/** So many clients, each of which sends a message of QoS 0 to the next one again and again. */
export interface Crowd {
  readonly kind: 'crowd';
  readonly port: number;
  readonly clients: number;
  /** ms from one message of a client to its next; clients take turns. */
  readonly pace: number;
  /** Of each client. */
  readonly messages: number;
}

export type Order = FanOut | Feed | Crowd;

/** ms from writing a message until it is read. */
export interface Ways {
  readonly median: number;
  readonly percent99: number;
  readonly longest: number;
}

export interface Load {
  /** From the first PUBLISH sent until all was there and acknowledged. */
  readonly ms: number;
  /** Messages that came, over all subscribers; each was the one that was due. */
  readonly received: number;
  /** Share of the time in which the generator did not wait, 0 to 1. */
  readonly busy: number;
  /** Of a crowd. */
  readonly ways?: Ways;
}

export type Answer =
  | { readonly kind: 'done'; readonly load: Load }
  | { readonly kind: 'failed'; readonly message: string };

export const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  (value.kind === 'done' || value.kind === 'failed');

export const isOrder = (value: unknown): value is Order =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  (value.kind === 'fan-out' || value.kind === 'feed' || value.kind === 'crowd');
