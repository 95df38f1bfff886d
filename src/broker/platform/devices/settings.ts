/**
 * Settings of the local platform for behaviour that is optional, limited, or not known for certain in the
 * cloud.
 */

export interface PlatformSettings {
  /**
   * A securemode of the client identifier that contradicts the channel: 2 is TLS, 3 plain. Default `ignore`.
   */
  readonly secureModeChannel: 'ignore' | 'refuse';
  /** Return codes of CONNACK in MQTT 3.1.1 (3.2.2.3). Defaults 4, 4, 5, 3, 3. */
  readonly wrongSign: 2 | 4 | 5;
  readonly unknownDevice: 2 | 4 | 5;
  readonly disabledDevice: 2 | 4 | 5;
  readonly badKeepAlive: 2 | 3 | 4 | 5;
  readonly badToken: 3 | 4 | 5;
  /** Dynamic registration over MQTT. Default `tls`: without it, return code 2. */
  readonly registrationChannel: 'tls' | 'any';
  /** Registration of a device that was connected before. Default `refuse`. */
  readonly registrationOfActive: 'refuse' | 'allow';
  /** Seconds; default 30 to 1200. `keepAliveLeast` 0: no minimum. */
  readonly keepAliveLeast: number;
  readonly keepAliveMost: number;
  /** A will in CONNECT. Default `ignore`: the client is accepted without it. */
  readonly will: 'ignore' | 'refuse';
  readonly retain: 'ignore' | 'disconnect';
  /** A PUBLISH of QoS 2. Default `disconnect`. */
  readonly qos2: 'disconnect' | 'ignore' | 'allow';
  /** SUBACK's code for a filter that requests QoS 2. Default 1. */
  readonly qos2Granted: 1 | 2 | 128;
  /**
   * Answer to a QoS 1 PUBLISH to a topic that the device may not use. Default `acknowledge`: it is dropped
   * nevertheless.
   */
  readonly deniedPublish: 'acknowledge' | 'silent' | 'disconnect';
  /** Default `drop`: without an answer. */
  readonly oversizedPayload: 'drop' | 'disconnect';
  /** Sends the platform's answers to devices that are not subscribed. Default false. */
  readonly replyWithoutSubscription: boolean;
  /** Clean Session 1 deletes a device's subscriptions too. Default true. */
  readonly cleanSessionClearsSubscriptions: boolean;
  /** CONNECT packets per device and minute; 0, the default: no limit. The cloud has 5. */
  readonly connectsPerMinute: number;
  /**
   * PUBLISH packets per device and second; further ones are dropped without an answer; 0: no limit. Defaults
   * 30, 10.
   */
  readonly qos0PerSecond: number;
  readonly qos1PerSecond: number;
  /** Unacknowledged QoS 1 messages to a device; further ones wait. Default 100. */
  readonly unacknowledged: number;
  /** Bytes; default 262144. */
  readonly payloadBytes: number;
  /** Bytes in UTF-8; default 128. */
  readonly topicBytes: number;
  /** Slashes in a topic; default 7. */
  readonly topicSlashes: number;
  /** Defaults 8, 100. */
  readonly filtersPerSubscribe: number;
  readonly subscriptionsPerDevice: number;
  /** Default 200. */
  readonly propertiesPerPost: number;
  /** Time limit for the answer to a service call or property set, ms; default 5000. */
  readonly callTimeout: number;
}

export const DEFAULT_PLATFORM_SETTINGS: PlatformSettings = {
  secureModeChannel: 'ignore',
  wrongSign: 4,
  unknownDevice: 4,
  disabledDevice: 5,
  badKeepAlive: 3,
  badToken: 3,
  registrationChannel: 'tls',
  registrationOfActive: 'refuse',
  keepAliveLeast: 30,
  keepAliveMost: 1200,
  will: 'ignore',
  retain: 'ignore',
  qos2: 'disconnect',
  qos2Granted: 1,
  deniedPublish: 'acknowledge',
  oversizedPayload: 'drop',
  replyWithoutSubscription: false,
  cleanSessionClearsSubscriptions: true,
  connectsPerMinute: 0,
  qos0PerSecond: 30,
  qos1PerSecond: 10,
  unacknowledged: 100,
  payloadBytes: 262_144,
  topicBytes: 128,
  topicSlashes: 7,
  filtersPerSubscribe: 8,
  subscriptionsPerDevice: 100,
  propertiesPerPost: 200,
  callTimeout: 5000,
};
