/**
 * Protocol of the bridge: the companion relays bytes between a WebSocket of a page and a server that a
 * browser cannot reach. The page first sends its credentials and the target as text. The companion answers in
 * text that the line is open, or why not. After that, binary frames carry the bytes of the line in both
 * directions.
 */
import type { Said } from '../../broker/core/commands/refusals.ts';
import type { LineSettings } from '../../profiles/settings/lineSettings.ts';
import type { LineFacts, LineFailure } from './lineFacts.ts';

export const BRIDGE_PATH = '/bridge';
export const BRIDGE_VERSION = 1;

/** Target of a line and the way to it. */
export interface LineTarget extends LineSettings {
  /** `mqtt:`, `mqtts:`, `ws:`, `wss:`, or `unix:` with a path. */
  readonly url: string;
  /** For WebSocket targets. */
  readonly protocols?: readonly string[];
}

/** The page's first message. */
export interface BridgeHello {
  /** `probe`: the companion ends the line after its handshakes and carries no bytes. */
  readonly kind: 'open' | 'probe';
  readonly version: typeof BRIDGE_VERSION;
  /** The token of this start. */
  readonly token: string;
  readonly target: LineTarget;
}

/** The companion's messages as a page understands them. */
export type LineNews =
  | { readonly kind: 'opened'; readonly facts: LineFacts }
  | { readonly kind: 'failed'; readonly failure: LineFailure; readonly facts: LineFacts }
  /** After `opened`: the reason for the end. The WebSocket closes next. */
  | { readonly kind: 'ended'; readonly why: LineEnd }
  /** The request is malformed or not allowed. */
  | { readonly kind: 'refused'; readonly said: Said };

/** `closed`: the server ended its side without an error. */
export type LineEnd =
  | {
      readonly kind: 'closed' | 'reset';
      /** Set if the server did not end it: the name of a fault rule at the bridge, or a manual cut. */
      readonly cut?: { readonly rule?: string };
    }
  /** Also with TLS 1.3, where a server checks certificates after the handshake. */
  | { readonly kind: 'failed'; readonly failure: LineFailure }
  /** The server's close frame. */
  | { readonly kind: 'websocket'; readonly code: number; readonly reason: string };
