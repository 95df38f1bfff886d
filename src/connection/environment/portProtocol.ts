/**
 * What passes through message ports between the app, its connections' workers and the worker of the
 * broker in the tab.
 *
 * A message port takes whatever it is given and does not say how much of it waits. So whoever reads
 * tells how many bytes it has taken, and whoever writes knows what lies between.
 */

import type { ControlAnswer } from '../../broker/control/control.ts';
import { notAsked } from '../../broker/core/commands/lineRefusals.ts';

/** To the broker's worker. */
export type ToTabWorker =
  /** Through which connections are opened: each message on it brings a port of its own. */
  | { readonly kind: 'door'; readonly port: MessagePort; readonly door: number }
  /** Whoever had that door is gone, perhaps without a word: so are its connections. */
  | { readonly kind: 'left'; readonly door: number }
  /**
   * Speaks the control protocol: the objects of `control.ts`, and binary batches. Whoever controls
   * answers with a number, so many more messages have been taken, and says `LEFT` at the end.
   */
  | { readonly kind: 'control'; readonly port: MessagePort }
  /** Answered at once with `alive`. */
  | { readonly kind: 'probe' };

/** `ready`, once: it listens. */
export type FromTabWorker = { readonly kind: 'ready' | 'alive' };

/** The last word of whoever controls. */
export const LEFT = 'left';

/** One frame of MQTT. */
type Frame = Uint8Array<ArrayBuffer>;

/** Over a connection's port, from the client. */
export type FromClient =
  | Frame
  /** So many more bytes have been taken. */
  | number
  | { readonly kind: 'close' };

/** Over a connection's port, from the broker. */
export type ToClient =
  | Frame
  | number
  | { readonly kind: 'opened' }
  /** The last; codes are those of a WebSocket (RFC 6455, section 7.4). */
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };

/** Where the worker of the broker in the tab is not there. */
export const TAB_NOT_LOADED = notAsked('tab-not-loaded').reason;

/** The same over a line of the control interface; or only what serves such lines is not there. */
export function tabGoodbye(why: 'tab-not-loaded' | 'tab-part-not-loaded') {
  const { reason, fact } = notAsked(why);
  return { kind: 'goodbye', why: 'ended', message: reason, fact } satisfies ControlAnswer;
}

/** RFC 6455: ended as it should, and ended without a word. */
export const CLOSED = { normal: 1000, abnormal: 1006 } as const;
