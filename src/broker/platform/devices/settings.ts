/** How the local platform behaves where the cloud's behaviour is a choice, a limit, or not known for certain. */

export interface PlatformSettings {
  /** What the tail's securemode says against the channel: 2 is TLS, 3 plain. Default `ignore`. */
  readonly secureModeChannel: 'ignore' | 'refuse';
  /** Return codes of CONNACK in MQTT 3.1.1 (3.2.2.3). Defaults 4, 4, 5, 2, 3. */
  readonly wrongSign: 2 | 4 | 5;
  readonly unknownDevice: 2 | 4 | 5;
  readonly disabledDevice: 2 | 4 | 5;
  readonly badKeepAlive: 2 | 4 | 5;
  readonly badToken: 3 | 4 | 5;
  /** Dynamic registration over MQTT. Default `tls`: without it, return code 2. */
  readonly registrationChannel: 'tls' | 'any';
  /** Of a device that has been connected. Default `refuse`. */
  readonly registrationOfActive: 'refuse' | 'allow';
  /** Seconds; default 30 to 1200. `keepAliveLeast` 0: any. */
  readonly keepAliveLeast: number;
  readonly keepAliveMost: number;
  /** Default `ignore`: the message goes on without it. */
  readonly will: 'ignore' | 'refuse';
  readonly retain: 'ignore' | 'disconnect';
  /** A PUBLISH of QoS 2. Default `disconnect`. */
  readonly qos2: 'disconnect' | 'ignore' | 'allow';
  /** What SUBACK says to a filter that asks for QoS 2. Default 1. */
  readonly qos2Granted: 1 | 2 | 128;
  /** What a PUBLISH to a topic that the device may not use gets at QoS 1. Default `acknowledge`: it is dropped all the same. */
  readonly deniedPublish: 'acknowledge' | 'silent' | 'disconnect';
  /** Default `drop`: without any answer. */
  readonly oversizedPayload: 'drop' | 'disconnect';
  /** Answers of the platform reach devices that have not subscribed. Default false. */
  readonly replyWithoutSubscription: boolean;
  /** A device with Clean Session 1 loses its subscriptions too. Default true. */
  readonly cleanSessionClearsSubscriptions: boolean;
  /** CONNECT packets of one device in a minute; 0, the default: any. The cloud has 5. */
  readonly connectsPerMinute: number;
  /** PUBLISH packets of one device in a second; what is more is dropped without an answer; 0: any. Defaults 30, 10. */
  readonly qos0PerSecond: number;
  readonly qos1PerSecond: number;
  /** QoS 1 messages that a device has been sent and has not acknowledged; more wait. Default 100. */
  readonly unacknowledged: number;
  /** Bytes; default 262144. */
  readonly payloadBytes: number;
  /** Bytes in UTF-8; default 128. */
  readonly topicBytes: number;
  /** Default 7. */
  readonly topicSlashes: number;
  /** Default 8, 100. */
  readonly filtersPerSubscribe: number;
  readonly subscriptionsPerDevice: number;
  /** Default 200. */
  readonly propertiesPerPost: number;
  /** How long the cloud side waits for the answer of a service or a property set, ms; default 5000. */
  readonly callTimeout: number;
  /** How long a device has from an upgrade's push to the report of the new version, ms; default 600000. */
  readonly upgradeTimeout: number;
}

export const DEFAULT_PLATFORM_SETTINGS: PlatformSettings = {
  secureModeChannel: 'ignore',
  wrongSign: 4,
  unknownDevice: 4,
  disabledDevice: 5,
  badKeepAlive: 2,
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
  upgradeTimeout: 600_000,
};
