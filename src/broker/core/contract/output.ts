/** Actions for the host, and the broker's counters. */

/**
 * Action for the host, in order per connection. `send`: one or more packets; CONNACK and SUBACK are sent
 * individually. `end`: write the earlier output, then close the transport; the broker counts unwritten bytes
 * reported with `backlog` until `close`. `atOnce`: close without waiting, even if the connection was ended
 * before.
 */
export type Output =
  | { readonly kind: 'send'; readonly connection: number; readonly bytes: Uint8Array }
  | {
      readonly kind: 'end';
      readonly connection: number;
      readonly atOnce?: true;
      /** Simulates a broken network: the transport closes without its own handshake. */
      readonly isReset?: true;
    };

/** Counted since the start. */
export interface Statistics {
  readonly connections: number;
  readonly sessions: number;
  readonly subscriptions: number;
  readonly retained: number;
  /** Estimated memory of all queued and in-flight messages. */
  readonly heldBytes: number;
  /** Estimated memory of the whole broker. */
  readonly memoryBytes: number;
  readonly messagesReceived: number;
  readonly messagesSent: number;
  /** QoS 0 messages not sent because the reader was too slow. */
  readonly droppedSlow: number;
  /** QoS 1 and 2 messages dropped because a session's queue was full. */
  readonly droppedQueue: number;
  /** Messages too large for their subscriber. */
  readonly droppedSize: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** Control packets of all kinds; `messages…` counts only PUBLISH. */
  readonly packetsReceived: number;
  readonly packetsSent: number;
  /** Payload bytes of PUBLISH packets. */
  readonly payloadBytesReceived: number;
  readonly payloadBytesSent: number;
  /** Transport connections, and those with an accepted client. */
  readonly socketsOpened: number;
  readonly connectionsAccepted: number;
  /** Sessions that expired while their client was disconnected. */
  readonly sessionsExpired: number;
  /** Transport connections above the limits `connections` and `sessions`. */
  readonly connectionsRefused: number;
  /** Transport connections without a CONNECT in time. */
  readonly connectTimeouts: number;
}
