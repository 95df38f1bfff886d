/** Messages between the bench's driver and the load generator. */
import type { QoS } from '../../../../src/mqtt/tables/packet.ts';

/** A client publishes; all `subscribers` receive everything. */
export interface FanOut {
  readonly kind: 'fan-out';
  readonly port: number;
  readonly qos: QoS;
  readonly subscribers: number;
  readonly messages: number;
  /** Messages in flight: published but not acknowledged or not delivered to all. */
  readonly window: number;
}

/**
 * Publishes QoS 0 for a subscriber elsewhere, which reports on `PROGRESS_TOPIC` that it is subscribed and how
 * many it has received.
 */
export interface Feed {
  readonly kind: 'feed';
  readonly port: number;
  readonly messages: number;
  readonly window: number;
}

/** Clients that each repeatedly send a QoS 0 message to the next. */
export interface Crowd {
  readonly kind: 'crowd';
  readonly port: number;
  readonly clients: number;
  /** ms between messages of a client; clients take turns. */
  readonly pace: number;
  /** Messages of each client. */
  readonly messages: number;
}

export type Order = FanOut | Feed | Crowd;

/** End-to-end latencies, ms. */
export interface Ways {
  readonly median: number;
  readonly percent99: number;
  readonly longest: number;
}

export interface Load {
  /** ms from the first PUBLISH until everything is delivered and acknowledged. */
  readonly ms: number;
  /** Received messages of all subscribers, each verified. */
  readonly received: number;
  /** Share of time that the generator was busy, 0 to 1. */
  readonly busy: number;
  /** Latencies of a crowd. */
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
