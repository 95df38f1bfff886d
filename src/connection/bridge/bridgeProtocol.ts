/**
 * The bridge: the companion relays bytes between a WebSocket of a page and a server that a browser cannot
 * reach. The page says first, as text, who it is and where to; the companion answers, as text, that the line
 * is there, or why not. From then on binary frames are the bytes of the line, in both directions.
 */
import type { Said } from '../../broker/core/commands/refusals.ts';
import type { LineSettings } from '../../profiles/settings/lineSettings.ts';
import type { LineFacts, LineFailure } from './lineFacts.ts';

export const BRIDGE_PATH = '/bridge';
export const BRIDGE_VERSION = 1;

/** Where a line leads to, and how. */
export interface LineTarget extends LineSettings {
  /** `mqtt:`, `mqtts:`, `ws:`, `wss:`, or `unix:` with a path. */
  readonly url: string;
  /** For WebSocket. */
  readonly protocols?: readonly string[];
}

/** The page's first message. */
export interface BridgeHello {
  readonly kind: 'open';
  readonly version: typeof BRIDGE_VERSION;
  /** Of this start, or a ticket. */
  readonly token: string;
  readonly target: LineTarget;
}

/** What the companion tells; a page understands it as this. */
export type LineNews =
  | { readonly kind: 'opened'; readonly facts: LineFacts }
  | { readonly kind: 'failed'; readonly failure: LineFailure; readonly facts: LineFacts }
  /** After `opened`: why it ended; the WebSocket is closed next. */
  | { readonly kind: 'ended'; readonly why: LineEnd }
  /** Neither asked for rightly nor allowed to. */
  | { readonly kind: 'refused'; readonly said: Said };

/** `closed`: the server ended its side in peace. */
export type LineEnd =
  | {
      readonly kind: 'closed' | 'reset';
      /** Not by the server: by a fault rule of that name at the bridge, or by hand. */
      readonly cut?: { readonly rule?: string };
    }
  /** Also by TLS 1.3, where a server judges certificates after the handshake. */
  | { readonly kind: 'failed'; readonly failure: LineFailure }
  /** The server's close frame. */
  | { readonly kind: 'websocket'; readonly code: number; readonly reason: string };
