/** Settings of the local platform, for behaviour that tests of devices need in both forms. */

export interface PlatformSettings {
  /**
   * A securemode of the client identifier that contradicts the channel: 2 is TLS, 3 plain. Default `ignore`.
   */
  readonly secureModeChannel: 'ignore' | 'refuse';
  /** Return code of CONNACK in MQTT 3.1.1 (3.2.2.3) for a keep alive out of range. Default 3. */
  readonly badKeepAlive: 2 | 3 | 4 | 5;
  /** Dynamic registration over MQTT. Default `tls`: without it, return code 2. */
  readonly registrationChannel: 'tls' | 'any';
  /** Registration of a device that was connected before. Default `refuse`. */
  readonly registrationOfActive: 'refuse' | 'allow';
  /** A PUBLISH of QoS 2. Default `disconnect`. */
  readonly qos2: 'disconnect' | 'ignore' | 'allow';
  /** Sends the platform's answers to devices that are not subscribed. Default false. */
  readonly replyWithoutSubscription: boolean;
  /** CONNECT packets per device and minute; 0, the default: no limit. The cloud has 5. */
  readonly connectsPerMinute: number;
  /** Time limit for the answer to a service call or property set, ms; default 5000. */
  readonly callTimeout: number;
}

export const DEFAULT_PLATFORM_SETTINGS: PlatformSettings = {
  secureModeChannel: 'ignore',
  badKeepAlive: 3,
  registrationChannel: 'tls',
  registrationOfActive: 'refuse',
  qos2: 'disconnect',
  replyWithoutSubscription: false,
  connectsPerMinute: 0,
  callTimeout: 5000,
};

/** Documented limit of a payload in both directions, in bytes. */
export const MOST_PAYLOAD_BYTES = 262_144;
