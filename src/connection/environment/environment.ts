/** What a connection needs of the world around it; the worker gives it a browser's, tests give it Node's. */

import type { Said } from '../../broker/core/commands/refusals.ts';
import type { SpillFile } from '../../engine/log/spill/spillFile.ts';
import type { LineSettings } from '../../profiles/settings/lineSettings.ts';
import type { Bridged } from '../bridge/bridgedNews.ts';

/** A field of a form, by its name. */
export type FormField = readonly [name: string, value: string];

/** A WebSocket, or what carries bytes in its place, as far as a connection uses one. */
export interface Socket {
  /** The subprotocol that the server chose; empty: none. */
  readonly protocol: string;
  /** Bytes handed to `send` that have not left yet. */
  readonly bufferedAmount: number;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface SocketHandlers {
  readonly opened: () => void;
  /** One frame; text is that of a text frame, which MQTT forbids [MQTT-6.0.0-1]. */
  readonly received: (frame: Uint8Array | string) => void;
  /** Once, also when it never opened. */
  readonly closed: (code: number, reason: string) => void;
  /** Of one that the companion opens, before the others: what is known of it now. */
  readonly bridged?: (news: Bridged) => void;
}

/** Ends what was begun: a timer. */
export type Cancel = () => void;

/** What the other connections of this app hear and tell, also those in other tabs of the browser. */
export interface Others {
  tell(text: string): void;
  listen(heard: (text: string) => void): void;
}

/** What came of a form that was sent over HTTPS. */
export type FormAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'none'; readonly why: NoFormAnswer; readonly said: Said | undefined };

export type NoFormAnswer =
  /** A page is not shown the platform's answer, and no companion is there to fetch it. */
  | 'no-companion'
  /** The companion gives its token to pages on its own machine only, and this is another. */
  | 'no-token'
  /** The companion did not pass the form on, or got no answer; `said` is why. */
  | 'relay'
  /** The broker in the tab has no platform that would answer. */
  | 'no-platform'
  | 'unreachable'
  | 'timed-out';

/** Nobody else sees it. */
export interface OwnFile extends SpillFile {
  /** Bytes that it may have. */
  readonly limit: number;
  /** Nothing is written or read after it. */
  remove(): Promise<void>;
}

export interface Environment {
  /** µs since `origin`, monotonic. */
  now(): number;
  /** Wall-clock time at which `now()` was 0, ms since 1970. */
  readonly origin: number;
  /** Wall-clock time, ms since 1970. */
  wallClock(): number;
  after(ms: number, run: () => void): Cancel;
  /** Runs in the next turn of the event loop, soon: not a timer, which browsers hold back. */
  nextTurn(run: () => void): void;
  /** At least 0, below 1. */
  random(): number;
  /** That nobody can foresee. */
  randomBytes(count: number): Uint8Array;
  /** Of the addresses that it opens, with their colons; without it `ws:` and `wss:`. */
  readonly schemes?: ReadonlySet<string>;
  /** Throws what the browser throws: SyntaxError for an address, SecurityError for mixed content. */
  openSocket(
    url: string,
    protocols: readonly string[],
    handlers: SocketHandlers,
    line?: LineSettings,
  ): Socket;
  /** Sends the form of HTTPS pre-authentication; absent: it cannot. */
  postForm?(url: string, form: readonly FormField[]): Promise<FormAnswer>;
  /** A new file; undefined, or absent: there is none. @param name that no other has */
  ownFile?(name: string): Promise<OwnFile | undefined>;
  /** Tells apart servers of the same address, as the brokers of two tabs are; without it the address tells. */
  serverName?(url: string): string;
  /** Absent: nobody else is there. */
  readonly others?: Others;
  /** Whether the page came over https. */
  readonly pageIsSecure: boolean;
}
