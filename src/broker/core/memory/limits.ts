/** Limits of the broker and their defaults. */

/**
 * Limits of the broker. Each has a defined answer in the protocol; see the README. Times in milliseconds,
 * sizes in bytes.
 */
export interface Limits {
  /** Open transport connections; further ones are refused with 0x97 (return code 3). */
  readonly connections: number;
  /** From the opening of the transport to a complete CONNECT. */
  readonly connectTimeout: number;
  /** Maximum size of packets from clients; announced to MQTT 5 clients if it is below the protocol's own. */
  readonly maximumPacketSize: number;
  /**
   * Maximum size of a packet without its payload: topic, properties and filters cost far more than their
   * bytes.
   */
  readonly maximumHeadSize: number;
  /** Properties of one packet, and of the will in a CONNECT. */
  readonly maximumProperties: number;
  /**
   * Bytes of incomplete packets over all connections. Above it, each connection is limited to its even share.
   */
  readonly incompleteBytes: number;
  /** Bytes that one connection may send before the others have their turn. */
  readonly inputSlice: number;
  /** QoS 1 and 2 messages in flight from one client (MQTT 5). */
  readonly receiveMaximum: number;
  /** Maximum number of aliases that a client may define; the client limits the broker's aliases (MQTT 5). */
  readonly topicAliasMaximum: number;
  readonly maximumQoS: 0 | 1 | 2;
  readonly retainAvailable: boolean;
  readonly wildcardSubscriptionAvailable: boolean;
  readonly subscriptionIdentifiersAvailable: boolean;
  readonly sharedSubscriptionAvailable: boolean;
  /** Seconds between two publications of the `$SYS` topics; 0: none. */
  readonly sysInterval: number;
  /** Seconds; clients that request more (or none, 0) get this value. 0: no limit. */
  readonly serverKeepAlive: number;
  /** Seconds; MQTT 5 sessions that request more get this value. 0xFFFFFFFF: never expiring is allowed. */
  readonly maximumSessionExpiry: number;
  /** Sessions, connected or not. */
  readonly sessions: number;
  /** QoS 1 and 2 messages in flight to one client, unless it sets a lower receive maximum. */
  readonly inFlight: number;
  /** Estimated total memory, in the broker and around it; the limits below apply to parts of it. */
  readonly memory: number;
  /** Estimated memory of connection state, including topic aliases of both sides. */
  readonly connectionBytes: number;
  /** Estimated memory of all sessions without their subscriptions and messages: names, wills. */
  readonly sessionBytes: number;
  /** Messages queued for one session, not counting those in flight; newer ones are dropped and counted. */
  readonly queuedMessages: number;
  readonly queuedBytes: number;
  /** Estimated memory of all queued and in-flight messages, each counted once. */
  readonly heldBytes: number;
  /** Unwritten bytes of one connection above which QoS 1 and 2 messages stay in the queue. */
  readonly backlogPause: number;
  /** Unwritten bytes of one connection above which QoS 0 messages are dropped and counted. */
  readonly backlogDrop: number;
  /**
   * Unwritten bytes of all connections. Above three quarters of it, each connection is limited to its even
   * share, for QoS 0 as for the others. Above it, the connection with most is cut.
   */
  readonly backlogTotal: number;
  /** Filters of one session. */
  readonly subscriptions: number;
  /** Estimated memory of all subscriptions together. */
  readonly subscriptionBytes: number;
  /** Estimated memory of all retained messages together. */
  readonly retainedBytes: number;
  /** Estimated memory of the journal's recent messages. */
  readonly journalBytes: number;
  /** Estimated memory of packets kept for inspection and waiting for observers. */
  readonly tapBytes: number;
  /** Estimated memory of packets delayed by fault rules or still incomplete. */
  readonly faultBytes: number;
  /** Memory of sockets, counted by the host. */
  readonly transportBytes: number;
  /** Estimated memory for the device state of the local platform: files, values, messages, logs. */
  readonly platformBytes: number;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  connections: 10_000,
  connectTimeout: 10_000,
  maximumPacketSize: 16 * MEBIBYTE,
  maximumHeadSize: MEBIBYTE / 2,
  maximumProperties: 4096,
  incompleteBytes: 32 * MEBIBYTE,
  inputSlice: MEBIBYTE / 4,
  receiveMaximum: 65_535,
  topicAliasMaximum: 32,
  maximumQoS: 2,
  retainAvailable: true,
  wildcardSubscriptionAvailable: true,
  subscriptionIdentifiersAvailable: true,
  sharedSubscriptionAvailable: true,
  sysInterval: 0,
  serverKeepAlive: 0,
  maximumSessionExpiry: 0xffff_ffff,
  sessions: 100_000,
  inFlight: 512,
  memory: 128 * MEBIBYTE,
  connectionBytes: 32 * MEBIBYTE,
  sessionBytes: 24 * MEBIBYTE,
  queuedMessages: 100_000,
  queuedBytes: 32 * MEBIBYTE,
  heldBytes: 32 * MEBIBYTE,
  backlogPause: MEBIBYTE,
  backlogDrop: 16 * MEBIBYTE,
  backlogTotal: 24 * MEBIBYTE,
  subscriptions: 100_000,
  subscriptionBytes: 48 * MEBIBYTE,
  retainedBytes: 24 * MEBIBYTE,
  journalBytes: 8 * MEBIBYTE,
  tapBytes: 16 * MEBIBYTE,
  faultBytes: 32 * MEBIBYTE,
  transportBytes: 96 * MEBIBYTE,
  platformBytes: 48 * MEBIBYTE,
};
