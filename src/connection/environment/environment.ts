/** Environment of a connection: a browser's in the worker, Node's in tests. */

import type { Said } from '../../broker/core/commands/refusals.ts';
import type { SchemaAnswer, SchemaRequest } from '../../engine/schemas/judgement.ts';
import type { LineSettings } from '../../profiles/settings/lineSettings.ts';
import type { Bridged } from '../bridge/bridgedNews.ts';

/** A field of a form, by its name. */
export type FormField = readonly [name: string, value: string];

/** A WebSocket, or a replacement that carries bytes, reduced to the members that a connection uses. */
export interface Socket {
  /** The subprotocol chosen by the server; empty if none. */
  readonly protocol: string;
  /** Bytes passed to `send` that have not left yet. */
  readonly bufferedAmount: number;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface SocketHandlers {
  readonly opened: () => void;
  /** A frame; text is the content of a text frame, which MQTT forbids [MQTT-6.0.0-1]. */
  readonly received: (frame: Uint8Array | string) => void;
  /** Called once, even if it never opened. */
  readonly closed: (code: number, reason: string) => void;
  /** Called before the others for a socket that the companion opens, with the current state. */
  readonly bridged?: (news: Bridged) => void;
}

/** Connection to a worker that evaluates schemas. */
export interface SchemaPort {
  post(request: SchemaRequest): void;
  /** Ends the worker, also in the middle of an evaluation. Nothing is reported afterwards. */
  end(): void;
}

export interface SchemaPortHandlers {
  /** Called once, before the first answer. */
  readonly ready: () => void;
  readonly answered: (answer: SchemaAnswer) => void;
  /** The script could not be loaded, or the worker failed. */
  readonly lost: (why: string) => void;
}

/** Cancels a timer or similar. */
export type Cancel = () => void;

/** Channel between the connections of this app, including those in other tabs. */
export interface Others {
  tell(text: string): void;
  listen(heard: (text: string) => void): void;
}

/** Result of a form sent over HTTPS. */
export type FormAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'none'; readonly why: NoFormAnswer; readonly said: Said | undefined };

export type NoFormAnswer =
  /** The page may not read the platform's answer, and no companion is available. */
  | 'no-companion'
  /** The companion gives its token only to pages on its own machine, and this is another. */
  | 'no-token'
  /** The companion did not relay the form or got no answer; `said` is the reason. */
  | 'relay'
  /** The broker in the tab has no platform to answer. */
  | 'no-platform'
  | 'unreachable'
  | 'timed-out';

/** A file that only its owner sees. */
export interface KeptFile {
  /** Its whole content. */
  read(): Uint8Array<ArrayBuffer>;
  /** @returns false if the disk is full or the browser has removed the file */
  write(bytes: Uint8Array<ArrayBuffer>, at: number): boolean;
  empty(): void;
}

/** Two files that take turns. */
export interface KeptFiles {
  readonly files: readonly [KeptFile, KeptFile];
  /** Maximum size of each, bytes. */
  readonly room: number;
  /** Deletes both. Nothing is read or written afterwards. */
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
  /** Runs soon, in the next turn of the event loop. Not a timer, which browsers throttle. */
  nextTurn(run: () => void): void;
  /** At least 0, below 1. */
  random(): number;
  /** Cryptographically random. */
  randomBytes(count: number): Uint8Array;
  /** Schemes that it opens, with their colons; by default `ws:` and `wss:`. */
  readonly schemes?: ReadonlySet<string>;
  /** Throws the browser's errors: SyntaxError for an address, SecurityError for mixed content. */
  openSocket(
    url: string,
    protocols: readonly string[],
    handlers: SocketHandlers,
    line?: LineSettings,
  ): Socket;
  /** Sends the form of HTTPS pre-authentication; absent if not supported. */
  postForm?(url: string, form: readonly FormField[]): Promise<FormAnswer>;
  /** Files for kept packets; undefined or absent: there are none. `used`: they belong to another tab. */
  keptFiles?(id: string): Promise<KeptFiles | 'used' | undefined>;
  /** Starts a worker that evaluates schemas; absent if not supported. */
  startSchemas?(handlers: SchemaPortHandlers): SchemaPort;
  /** Distinguishes servers with the same address, such as the brokers of two tabs; by default the address. */
  serverName?(url: string): string;
  /** Absent if there are no others. */
  readonly others?: Others;
  /** True if the page was loaded over https. */
  readonly pageIsSecure: boolean;
}
