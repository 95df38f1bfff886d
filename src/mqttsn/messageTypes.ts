/** The message types of MQTT-SN 1.2 (5.2.2), and the parts of each (5.4). */

/** A field of fixed size, flags, or the rest. */
export type Part =
  | 'gatewayId'
  | 'advertiseDuration'
  | 'radius'
  | 'gatewayAddress'
  | 'connectFlags'
  | 'willFlags'
  | 'publishFlags'
  | 'subscribeFlags'
  | 'unsubscribeFlags'
  | 'subackFlags'
  | 'protocolId'
  | 'keepAlive'
  | 'clientId'
  | 'returnCode'
  | 'willTopic'
  | 'willMessage'
  | 'topicId'
  | 'messageId'
  | 'topicName'
  | 'data'
  /** According to the preceding flags: a name, two letters, or an id. */
  | 'publishTopic'
  | 'subscribeTopic'
  | 'sleepDuration';

interface MessageType {
  readonly name: string;
  readonly section: string;
  readonly parts: readonly Part[];
  /** Minimum number of parts; default: all. */
  readonly least?: number;
}

export const FORWARDED = 0xfe;

export const MESSAGE_TYPES: ReadonlyMap<number, MessageType> = new Map<number, MessageType>([
  [0x00, { name: 'ADVERTISE', section: '5.4.1', parts: ['gatewayId', 'advertiseDuration'] }],
  [0x01, { name: 'SEARCHGW', section: '5.4.2', parts: ['radius'] }],
  [0x02, { name: 'GWINFO', section: '5.4.3', parts: ['gatewayId', 'gatewayAddress'], least: 1 }],
  [
    0x04,
    {
      name: 'CONNECT',
      section: '5.4.4',
      parts: ['connectFlags', 'protocolId', 'keepAlive', 'clientId'],
    },
  ],
  [0x05, { name: 'CONNACK', section: '5.4.5', parts: ['returnCode'] }],
  [0x06, { name: 'WILLTOPICREQ', section: '5.4.6', parts: [] }],
  // If empty, there is no will.
  [0x07, { name: 'WILLTOPIC', section: '5.4.7', parts: ['willFlags', 'willTopic'], least: 0 }],
  [0x08, { name: 'WILLMSGREQ', section: '5.4.8', parts: [] }],
  [0x09, { name: 'WILLMSG', section: '5.4.9', parts: ['willMessage'], least: 0 }],
  [0x0a, { name: 'REGISTER', section: '5.4.10', parts: ['topicId', 'messageId', 'topicName'] }],
  [0x0b, { name: 'REGACK', section: '5.4.11', parts: ['topicId', 'messageId', 'returnCode'] }],
  [
    0x0c,
    {
      name: 'PUBLISH',
      section: '5.4.12',
      parts: ['publishFlags', 'publishTopic', 'messageId', 'data'],
      least: 3,
    },
  ],
  [0x0d, { name: 'PUBACK', section: '5.4.13', parts: ['topicId', 'messageId', 'returnCode'] }],
  [0x0e, { name: 'PUBCOMP', section: '5.4.14', parts: ['messageId'] }],
  [0x0f, { name: 'PUBREC', section: '5.4.14', parts: ['messageId'] }],
  [0x10, { name: 'PUBREL', section: '5.4.14', parts: ['messageId'] }],
  [
    0x12,
    {
      name: 'SUBSCRIBE',
      section: '5.4.15',
      parts: ['subscribeFlags', 'messageId', 'subscribeTopic'],
    },
  ],
  [
    0x13,
    {
      name: 'SUBACK',
      section: '5.4.16',
      parts: ['subackFlags', 'topicId', 'messageId', 'returnCode'],
    },
  ],
  [
    0x14,
    {
      name: 'UNSUBSCRIBE',
      section: '5.4.17',
      parts: ['unsubscribeFlags', 'messageId', 'subscribeTopic'],
    },
  ],
  [0x15, { name: 'UNSUBACK', section: '5.4.18', parts: ['messageId'] }],
  // With an identifier: from a sleeping client that wants its waiting messages.
  [0x16, { name: 'PINGREQ', section: '5.4.19', parts: ['clientId'], least: 0 }],
  [0x17, { name: 'PINGRESP', section: '5.4.20', parts: [] }],
  // With a duration: from a client that falls asleep.
  [0x18, { name: 'DISCONNECT', section: '5.4.21', parts: ['sleepDuration'], least: 0 }],
  [0x1a, { name: 'WILLTOPICUPD', section: '5.4.22', parts: ['willFlags', 'willTopic'], least: 0 }],
  [0x1b, { name: 'WILLTOPICRESP', section: '5.4.24', parts: ['returnCode'] }],
  [0x1c, { name: 'WILLMSGUPD', section: '5.4.23', parts: ['willMessage'], least: 0 }],
  [0x1d, { name: 'WILLMSGRESP', section: '5.4.25', parts: ['returnCode'] }],
]);

/** 5.3.10. */
export const RETURN_CODES: ReadonlyMap<number, string> = new Map([
  [0, 'Accepted'],
  [1, 'Rejected: congestion'],
  [2, 'Rejected: invalid topic ID'],
  [3, 'Rejected: not supported'],
]);

/** 5.3.4, by the two lowest bits of the flags; in SUBSCRIBE and UNSUBSCRIBE `normal` is a name. */
export const TOPIC_KINDS = ['normal', 'predefined', 'short', 'reserved'] as const;
