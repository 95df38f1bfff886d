/** Every field of a dissection: its filter name, its label, and its section in the standard. */
import type { ProtocolVersion } from './packet.ts';

/**
 * `v4` and `v5` are sections of MQTT 3.1.1 and 5.0. Names are Wireshark's, if it has one. Groups, which
 * Wireshark does not have, are named after their content.
 */
export interface FieldKind {
  readonly name: string;
  readonly label: string;
  /** The term before MQTT 5, if the standard changed it. */
  readonly label4?: string;
  readonly v4: string;
  readonly v5: string;
  readonly secret?: true;
}

const same = (section: string) => ({ v4: section, v5: section });
const v5 = (section: string) => ({ v4: '', v5: section });

export const HEADER_FIELDS = {
  header: { name: 'mqtt.fixed_header', label: 'Fixed Header', v4: '2.2', v5: '2.1.1' },
  flags: { name: 'mqtt.hdrflags', label: 'Type and Flags', v4: '2.2', v5: '2.1.1' },
  type: { name: 'mqtt.msgtype', label: 'Packet Type', v4: '2.2.1', v5: '2.1.2' },
  reserved: { name: 'mqtt.hdr_reserved', label: 'Reserved', v4: '2.2.2', v5: '2.1.3' },
  retainReserved: { name: 'mqtt.retain_reserved', label: 'Reserved', v4: '2.2.2', v5: '2.1.3' },
  dup: { name: 'mqtt.dupflag', label: 'DUP', ...same('3.3.1.1') },
  qos: { name: 'mqtt.qos', label: 'QoS', ...same('3.3.1.2') },
  retain: { name: 'mqtt.retain', label: 'RETAIN', ...same('3.3.1.3') },
  length: { name: 'mqtt.len', label: 'Remaining Length', v4: '2.2.3', v5: '2.1.4' },
  /** Bytes without meaning, which may contain a secret. */
  undissected: {
    name: 'mqtt.undissected',
    label: 'Not dissected',
    v4: '4.8',
    v5: '4.13',
    secret: true,
  },
  packetId: { name: 'mqtt.msgid', label: 'Packet Identifier', v4: '2.3.1', v5: '2.2.1' },
} as const satisfies Record<string, FieldKind>;

export const CONNECT_FIELDS = {
  protocol: { name: 'mqtt.protocol', label: 'Protocol Name', ...same('3.1.2.1') },
  protocolLength: { name: 'mqtt.proto_len', label: 'Protocol Name Length', ...same('3.1.2.1') },
  protocolName: { name: 'mqtt.protoname', label: 'Protocol Name', ...same('3.1.2.1') },
  level: {
    name: 'mqtt.ver',
    label: 'Protocol Version',
    label4: 'Protocol Level',
    ...same('3.1.2.2'),
  },
  flags: { name: 'mqtt.conflags', label: 'Connect Flags', ...same('3.1.2.3') },
  userNameFlag: { name: 'mqtt.conflag.uname', label: 'User Name Flag', ...same('3.1.2.8') },
  passwordFlag: { name: 'mqtt.conflag.passwd', label: 'Password Flag', ...same('3.1.2.9') },
  willRetain: { name: 'mqtt.conflag.retain', label: 'Will Retain', ...same('3.1.2.7') },
  willQos: { name: 'mqtt.conflag.qos', label: 'Will QoS', ...same('3.1.2.6') },
  willFlag: { name: 'mqtt.conflag.willflag', label: 'Will Flag', ...same('3.1.2.5') },
  cleanStart: {
    name: 'mqtt.conflag.cleansess',
    label: 'Clean Start',
    label4: 'Clean Session',
    ...same('3.1.2.4'),
  },
  reserved: { name: 'mqtt.conflag.reserved', label: 'Reserved', ...same('3.1.2.3') },
  keepAlive: { name: 'mqtt.kalive', label: 'Keep Alive', ...same('3.1.2.10') },
  client: { name: 'mqtt.client', label: 'Client Identifier', ...same('3.1.3.1') },
  clientIdLength: {
    name: 'mqtt.clientid_len',
    label: 'Client Identifier Length',
    ...same('3.1.3.1'),
  },
  clientId: { name: 'mqtt.clientid', label: 'Client Identifier', ...same('3.1.3.1') },
  will: { name: 'mqtt.will', label: 'Will', ...same('3.1.2.5') },
  willTopic: { name: 'mqtt.will.topic', label: 'Will Topic', v4: '3.1.3.2', v5: '3.1.3.3' },
  willTopicLength: {
    name: 'mqtt.willtopic_len',
    label: 'Will Topic Length',
    v4: '3.1.3.2',
    v5: '3.1.3.3',
  },
  willTopicText: { name: 'mqtt.willtopic', label: 'Will Topic', v4: '3.1.3.2', v5: '3.1.3.3' },
  willPayload: {
    name: 'mqtt.will.payload',
    label: 'Will Payload',
    label4: 'Will Message',
    v4: '3.1.3.3',
    v5: '3.1.3.4',
  },
  willPayloadLength: {
    name: 'mqtt.willmsg_len',
    label: 'Will Payload Length',
    label4: 'Will Message Length',
    v4: '3.1.3.3',
    v5: '3.1.3.4',
  },
  willPayloadBytes: {
    name: 'mqtt.willmsg',
    label: 'Will Payload',
    label4: 'Will Message',
    v4: '3.1.3.3',
    v5: '3.1.3.4',
  },
  user: { name: 'mqtt.user', label: 'User Name', v4: '3.1.3.4', v5: '3.1.3.5' },
  userNameLength: {
    name: 'mqtt.username_len',
    label: 'User Name Length',
    v4: '3.1.3.4',
    v5: '3.1.3.5',
  },
  userName: { name: 'mqtt.username', label: 'User Name', v4: '3.1.3.4', v5: '3.1.3.5' },
  password: {
    name: 'mqtt.password',
    label: 'Password',
    v4: '3.1.3.5',
    v5: '3.1.3.6',
    secret: true,
  },
  passwordLength: {
    name: 'mqtt.passwd_len',
    label: 'Password Length',
    v4: '3.1.3.5',
    v5: '3.1.3.6',
  },
  passwordBytes: {
    name: 'mqtt.passwd',
    label: 'Password',
    v4: '3.1.3.5',
    v5: '3.1.3.6',
    secret: true,
  },
} as const satisfies Record<string, FieldKind>;

export const CONNACK_FIELDS = {
  flags: { name: 'mqtt.conack.flags', label: 'Connect Acknowledge Flags', ...same('3.2.2.1') },
  reserved: { name: 'mqtt.conack.flags.reserved', label: 'Reserved', ...same('3.2.2.1') },
  sessionPresent: {
    name: 'mqtt.conack.flags.sp',
    label: 'Session Present',
    v4: '3.2.2.2',
    v5: '3.2.2.1.1',
  },
  returnCode: { name: 'mqtt.conack.val', label: 'Return Code', ...same('3.2.2.3') },
  reasonCode: { name: 'mqtt.connack.reason_code', label: 'Reason Code', ...v5('3.2.2.2') },
} as const satisfies Record<string, FieldKind>;

export const PUBLISH_FIELDS = {
  topicName: { name: 'mqtt.topic_name', label: 'Topic Name', ...same('3.3.2.1') },
  topicLength: { name: 'mqtt.topic_len', label: 'Topic Name Length', ...same('3.3.2.1') },
  topic: { name: 'mqtt.topic', label: 'Topic Name', ...same('3.3.2.1') },
  topicBehindAlias: {
    name: 'mqtt.topic',
    label: 'Topic Name behind the Alias',
    ...v5('3.3.2.3.4'),
  },
  payload: { name: 'mqtt.msg', label: 'Payload', ...same('3.3.3') },
} as const satisfies Record<string, FieldKind>;

/** Reason codes of packets with exactly one. */
export const REASON_FIELDS = {
  puback: { name: 'mqtt.puback.reason_code', label: 'Reason Code', ...v5('3.4.2.1') },
  pubrec: { name: 'mqtt.pubrec.reason_code', label: 'Reason Code', ...v5('3.5.2.1') },
  pubrel: { name: 'mqtt.pubrel.reason_code', label: 'Reason Code', ...v5('3.6.2.1') },
  pubcomp: { name: 'mqtt.pubcomp.reason_code', label: 'Reason Code', ...v5('3.7.2.1') },
  disconnect: { name: 'mqtt.disconnect.reason_code', label: 'Reason Code', ...v5('3.14.2.1') },
  auth: { name: 'mqtt.auth.reason_code', label: 'Reason Code', ...v5('3.15.2.1') },
} as const satisfies Record<string, FieldKind>;

export const SUBSCRIBE_FIELDS = {
  subscription: { name: 'mqtt.subscription', label: 'Subscription', ...same('3.8.3') },
  topicFilter: { name: 'mqtt.topic_filter', label: 'Topic Filter', ...same('3.8.3') },
  filterLength: { name: 'mqtt.topic_len', label: 'Topic Filter Length', ...same('3.8.3') },
  filter: { name: 'mqtt.topic', label: 'Topic Filter', ...same('3.8.3') },
  options: { name: 'mqtt.subscription_options', label: 'Subscription Options', ...same('3.8.3.1') },
  reserved: { name: 'mqtt.subscription_options_reserved', label: 'Reserved', ...same('3.8.3.1') },
  retainHandling: {
    name: 'mqtt.subscription_options_retain',
    label: 'Retain Handling',
    ...v5('3.8.3.1'),
  },
  retainAsPublished: {
    name: 'mqtt.subscription_options_rap',
    label: 'Retain As Published',
    ...v5('3.8.3.1'),
  },
  noLocal: { name: 'mqtt.subscription_options_nl', label: 'No Local', ...v5('3.8.3.1') },
  maximumQos: { name: 'mqtt.subscription_options_qos', label: 'Maximum QoS', ...v5('3.8.3.1') },
  /** Before MQTT 5. */
  requestedQos: { name: 'mqtt.sub.qos', label: 'Requested QoS', ...same('3.8.3') },
  returnCode: { name: 'mqtt.suback.qos', label: 'Return Code', ...same('3.9.3') },
  subackCode: { name: 'mqtt.suback.reason_code', label: 'Reason Code', ...v5('3.9.3') },
  unsubscribeTopicFilter: { name: 'mqtt.topic_filter', label: 'Topic Filter', ...same('3.10.3') },
  unsubscribeFilterLength: {
    name: 'mqtt.topic_len',
    label: 'Topic Filter Length',
    ...same('3.10.3'),
  },
  unsubscribeFilter: { name: 'mqtt.topic', label: 'Topic Filter', ...same('3.10.3') },
  unsubackCode: { name: 'mqtt.unsuback.reason_code', label: 'Reason Code', ...v5('3.11.3') },
} as const satisfies Record<string, FieldKind>;

/** Sections of 3.1 differ from the 3.1.1 sections and are far fewer. The packets have the same place. */
const SECTIONS_31: ReadonlyMap<string, string> = new Map([
  ['2.2', '2.1'],
  ['2.2.1', '2.1'],
  ['2.2.2', '2.1'],
  ['2.2.3', '2.1'],
  ['2.3.1', '2.4'],
]);

/** The section of the packet's own version that describes the field. */
export function fieldSection(kind: FieldKind, version: ProtocolVersion): string {
  if (version === 5) return kind.v5;
  const section = kind.v4 === '' ? kind.v5 : kind.v4;
  if (version === 4) return section;
  return SECTIONS_31.get(section) ?? section.split('.').slice(0, 2).join('.');
}

export function fieldLabel(kind: FieldKind, version: ProtocolVersion): string {
  return version === 5 ? kind.label : (kind.label4 ?? kind.label);
}
