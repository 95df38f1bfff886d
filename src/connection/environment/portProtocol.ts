/**
 * Messages over ports between the app, its connections' workers and the worker of the broker in the tab.
 *
 * A message port has no limit and does not report its backlog. Therefore the reader reports how many bytes it
 * has consumed, and the writer tracks the difference.
 */

import type { ControlAnswer } from '../../broker/control/control.ts';
import { notAsked } from '../../broker/core/commands/lineRefusals.ts';

/** To the broker's worker. */
export type ToTabWorker =
  /** Opens connections: each message on it brings a port for one. */
  | { readonly kind: 'broker-port'; readonly port: MessagePort; readonly brokerPort: number }
  /** The owner of that broker port is gone, perhaps without a message, and so are its connections. */
  | { readonly kind: 'left'; readonly brokerPort: number }
  /**
   * Carries the control protocol: the objects of `control.ts`, and binary batches. The controller answers
   * with the number of consumed messages and sends `LEFT` at the end.
   */
  | { readonly kind: 'control'; readonly port: MessagePort }
  /** Answered at once with `alive`. */
  | { readonly kind: 'probe' };

/** `ready` is sent once, when it listens. */
export type FromTabWorker = { readonly kind: 'ready' | 'alive' };

/** The last message of a controller. */
export const LEFT = 'left';

/** An MQTT frame. */
type Frame = Uint8Array<ArrayBuffer>;

/** From the client over a connection's port. */
export type FromClient =
  | Frame
  /** Number of consumed bytes. */
  | number
  | { readonly kind: 'close' };

/** From the broker over a connection's port. */
export type ToClient =
  | Frame
  | number
  | { readonly kind: 'opened' }
  /** The last message; codes are those of a WebSocket (RFC 6455, section 7.4). */
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };

/** The worker of the broker in the tab could not be loaded. */
export const TAB_NOT_LOADED = notAsked('tab-not-loaded').reason;

/** The same over a line of the control interface, or if only the code for such lines is missing. */
export function tabGoodbye(why: 'tab-not-loaded' | 'tab-part-not-loaded') {
  const { reason, fact } = notAsked(why);
  return { kind: 'goodbye', why: 'ended', message: reason, fact } satisfies ControlAnswer;
}

/** RFC 6455: ended normally, and ended without a close frame. */
export const CLOSED = { normal: 1000, abnormal: 1006 } as const;
