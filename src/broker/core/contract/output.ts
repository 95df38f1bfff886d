/** Actions for the host, and the broker's counters. */

/**
 * What the host must do, each connection's in order. `send`: one packet or more; CONNACK and SUBACK
 * come alone. `end`: write what came before, then close the transport; the broker goes on counting what
 * is unwritten, as `backlog` tells, until `close`. `atOnce`: do not wait for that, also where the
 * connection was ended before.
 */
export type Output =
  | { readonly kind: 'send'; readonly connection: number; readonly bytes: Uint8Array }
  | {
      readonly kind: 'end';
      readonly connection: number;
      readonly atOnce?: true;
      /** As a network does that breaks: without a farewell of the transport's own. */
      readonly isReset?: true;
    };

/** Counted since the start. */
export interface Statistics {
  readonly connections: number;
  readonly sessions: number;
  readonly subscriptions: number;
  readonly retained: number;
  /** Estimated memory of all messages that wait or are in flight. */
  readonly heldBytes: number;
  /** Estimated memory of all that the broker holds. */
  readonly memoryBytes: number;
  readonly messagesReceived: number;
  readonly messagesSent: number;
  /** QoS 0 messages not sent, because the reader was too slow. */
  readonly droppedSlow: number;
  /** QoS 1 and 2 messages not kept, because a session's queue was full. */
  readonly droppedQueue: number;
  /** Messages too large for the client that should have had them. */
  readonly droppedSize: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** Control packets of all kinds; `messages…` counts PUBLISH alone. */
  readonly packetsReceived: number;
  readonly packetsSent: number;
  /** Of PUBLISH packets. */
  readonly payloadBytesReceived: number;
  readonly payloadBytesSent: number;
  /** Transport connections, and those of them whose client was let in. */
  readonly socketsOpened: number;
  readonly connectionsAccepted: number;
  /** Sessions whose time ran out while their client was away. */
  readonly sessionsExpired: number;
  /** Transport connections beyond the limits `connections` and `sessions`. */
  readonly connectionsRefused: number;
  /** Transport connections without a CONNECT in time. */
  readonly connectTimeouts: number;
}
