/** Limits of the broker and their defaults. */

/** Every limit has its answer in the protocol; see the README. Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** Open transport connections; more are refused with 0x97 (return code 3). */
  readonly connections: number;
  /** From the opening of the transport to a whole CONNECT. */
  readonly connectTimeout: number;
  /** Of packets that clients send; announced to MQTT 5 clients where it is below the protocol's own. */
  readonly maximumPacketSize: number;
  /** Of a packet without its payload: topic, properties, filters; they cost far more than their bytes. */
  readonly maximumHeadSize: number;
  /** Of one packet, and of the will in a CONNECT. */
  readonly maximumProperties: number;
  /**
   * Bytes of packets that are not there as a whole yet, over all connections. Above it, no
   * connection may have more of them than its even share.
   */
  readonly incompleteBytes: number;
  /** Bytes that one connection may bring in before the others have their turn. */
  readonly inputSlice: number;
  /** QoS 1 and 2 messages that a client may have in flight to us (MQTT 5). */
  readonly receiveMaximum: number;
  /** PUBLISH packets of one client in a second, with as many more at once after a pause; 0: any. */
  readonly messageRate: number;
  /** Aliases that a client may define; those of the broker are the client's to limit (MQTT 5). */
  readonly topicAliasMaximum: number;
  readonly maximumQoS: 0 | 1 | 2;
  readonly retainAvailable: boolean;
  readonly wildcardSubscriptionAvailable: boolean;
  readonly subscriptionIdentifiersAvailable: boolean;
  readonly sharedSubscriptionAvailable: boolean;
  /** A copy for each of a client's overlapping subscriptions, in place of one for all (3.3.4). */
  readonly copyPerSubscription: boolean;
  /** Seconds between two publications of the `$SYS` topics; 0: there are none. */
  readonly sysInterval: number;
  /** Seconds; a client that asks for more (or for none, 0) is given this. 0: as the client likes. */
  readonly serverKeepAlive: number;
  /** Seconds; sessions of MQTT 5 that ask for more get this. 0xFFFFFFFF: for ever is allowed. */
  readonly maximumSessionExpiry: number;
  /** Sessions, connected or not. */
  readonly sessions: number;
  /** QoS 1 and 2 messages in flight to one client, where it sets no lower receive maximum. */
  readonly inFlight: number;
  /** Estimated memory of all that is held, in the broker and beside it; the limits below are for parts of it. */
  readonly memory: number;
  /** Estimated memory of what lasts as long as a connection: topic aliases of both sides among it. */
  readonly connectionBytes: number;
  /** Estimated memory of all sessions but their subscriptions and messages: names, wills. */
  readonly sessionBytes: number;
  /** Messages waiting for one session, beside those in flight; newer ones are dropped and counted. */
  readonly queuedMessages: number;
  readonly queuedBytes: number;
  /** Estimated memory of all messages that wait or are in flight, each counted once. */
  readonly heldBytes: number;
  /** Unwritten bytes of one connection above which QoS 1 and 2 wait in the queue. */
  readonly backlogPause: number;
  /** Unwritten bytes of one connection above which QoS 0 is dropped and counted. */
  readonly backlogDrop: number;
  /**
   * Unwritten bytes of all connections. Above three quarters of it, no connection has more room, for
   * QoS 0 as for the others, than its even share of this; above it, whoever has most is cut.
   */
  readonly backlogTotal: number;
  /** Filters of one session. */
  readonly subscriptions: number;
  /** Estimated memory of all subscriptions together. */
  readonly subscriptionBytes: number;
  /** Estimated memory of all retained messages together. */
  readonly retainedBytes: number;
  /** Estimated memory of the last messages, as a journal keeps them. */
  readonly journalBytes: number;
  /** Estimated memory of what is kept to be looked at, and of what waits for whoever looks on. */
  readonly tapBytes: number;
  /** Estimated memory of packets that wait because of fault rules, or are not there as a whole yet. */
  readonly faultBytes: number;
  /** What sockets take, as the host counts it. */
  readonly transportBytes: number;
  /** Estimated memory for the state of the local platform's devices: files, values, messages, logs. */
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
  messageRate: 0,
  topicAliasMaximum: 32,
  maximumQoS: 2,
  retainAvailable: true,
  wildcardSubscriptionAvailable: true,
  subscriptionIdentifiersAvailable: true,
  sharedSubscriptionAvailable: true,
  copyPerSubscription: false,
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
