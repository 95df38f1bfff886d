/** Each field of a message: its name in Wireshark (or ours in the same style), its label, its section. */

export interface SnFieldKind {
  readonly name: string;
  readonly label: string;
  readonly section: string;
}

const kind = (name: string, label: string, section: string): SnFieldKind => ({
  name: `mqttsn.${name}`,
  label,
  section,
});

export const SN_FIELDS = {
  length: kind('msg.len', 'Length', '5.2.1'),
  type: kind('msg.type', 'MsgType', '5.2.2'),
  flags: kind('flags', 'Flags', '5.3.4'),
  dup: kind('dup', 'DUP', '5.3.4'),
  qos: kind('qos', 'QoS', '5.3.4'),
  retain: kind('retain', 'Retain', '5.3.4'),
  will: kind('will', 'Will', '5.3.4'),
  cleanSession: kind('clean.session', 'CleanSession', '5.3.4'),
  topicIdType: kind('topic.id.type', 'TopicIdType', '5.3.4'),
  clientId: kind('client.id', 'ClientId', '5.3.1'),
  data: kind('pub.msg', 'Data', '5.3.2'),
  keepAlive: kind('keep.alive', 'Duration', '5.3.3'),
  advertiseDuration: kind('adv.interv', 'Duration', '5.3.3'),
  sleepDuration: kind('sleep.timer', 'Duration', '5.3.3'),
  gatewayAddress: kind('gw.addr', 'GwAdd', '5.3.5'),
  gatewayId: kind('gw.id', 'GwId', '5.3.6'),
  messageId: kind('msg.id', 'MsgId', '5.3.7'),
  protocolId: kind('protocol.id', 'ProtocolId', '5.3.8'),
  radius: kind('radius', 'Radius', '5.3.9'),
  returnCode: kind('return.code', 'ReturnCode', '5.3.10'),
  topicId: kind('topic.id', 'TopicId', '5.3.11'),
  topicName: kind('topic', 'TopicName', '5.3.12'),
  /** Two letters instead of a topic id. */
  shortTopic: kind('topic.id', 'TopicName', '5.3.12'),
  /** In SUBSCRIBE and UNSUBSCRIBE. */
  topicNameOrId: kind('topic.name.or.id', 'TopicName or TopicId', '5.3.12'),
  willMessage: kind('will.msg', 'WillMsg', '5.3.13'),
  willTopic: kind('will.topic', 'WillTopic', '5.3.14'),
  control: kind('control.info', 'Ctrl', '5.5'),
  nodeId: kind('wireless.node.id', 'Wireless Node Id', '5.5'),
  message: kind('msg', 'Message', '5.5'),
  rest: kind('undissected', 'Undissected bytes', '5.2'),
} as const;
