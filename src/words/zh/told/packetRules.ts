/** Rules on the bytes of single packets. */
import type { PacketRuleName } from '../../../engine/rules/rules.ts';
import type { RuleWords } from '../../en/told.ts';
import { FORMAT_RULES } from './formatRules.ts';

const OWN_TABLE = '使用标准中该报文自己的表里的代码。';

const unknownCode = (packet: string): RuleWords => ({
  title: `${packet} 中的未知原因码`,
  explanation: `标准没有为 ${packet} 定义此原因码；接收方会把报文视为格式错误。`,
  remedy: OWN_TABLE,
});

const CONNECT = {
  protocolName: {
    title: '未知的协议名',
    explanation: 'CONNECT 以名称 MQTT 开头（MQTT 3.1 中为 MQIsdp）。服务端拒绝其他名称。',
    remedy: '检查这是否是 MQTT 客户端，以及它被设置为哪个版本。',
  },
  protocolLevel: {
    title: '未知的协议版本',
    explanation: '版本字节不是 3、4、5 之一。服务端会拒绝。',
    remedy: '把客户端设为 MQTT 3.1.1（4）或 MQTT 5（5）。',
  },
  bridgeLevel: {
    title: '协议版本带有桥接标记',
    explanation:
      '版本字节的最高位被设置，有些服务端以此告诉对方自己是桥接。标准没有规定它，服务端可能拒绝。',
    remedy: '若此服务端拒绝，请在桥接端关闭该标记（Mosquitto：try_private false）。',
  },
  connectReserved: {
    title: '设置了保留的连接标志',
    explanation: '连接标志的最低位必须为 0；服务端会关闭连接。',
    remedy: '修正客户端写出的标志。',
  },
  willQosWithoutWill: {
    title: '没有遗嘱却有遗嘱 QoS',
    explanation: '连接标志为不存在的遗嘱给出了 QoS。',
    remedy: '设置遗嘱标志并给出遗嘱，或让其 QoS 为 0。',
  },
  willQos3: {
    title: '遗嘱 QoS 为 3',
    explanation: '没有 QoS 3；服务端会关闭连接。',
    remedy: '使用 0、1 或 2。',
  },
  willRetainWithoutWill: {
    title: '没有遗嘱却要保留遗嘱',
    explanation: '连接标志要求保留一个不存在的遗嘱。',
    remedy: '设置遗嘱标志并给出遗嘱，或让其保留标志为 0。',
  },
  passwordWithoutUserName: {
    title: '有密码而没有用户名',
    explanation: '在 MQTT 5 之前，密码需要用户名；服务端会关闭连接。',
    remedy: '给出用户名（空的也行），或使用 MQTT 5。',
  },
  emptyClientId: {
    title: '要保留会话而客户端标识符为空',
    explanation: '没有标识符，服务端无法再找到会话，所以空标识符需要 Clean Session。',
    remedy: '给出客户端标识符，或以 Clean Session 连接。',
  },
  clientIdMqtt31: {
    title: 'MQTT 3.1 中客户端标识符为空',
    explanation: 'MQTT 3.1 要求 1 到 23 个字符的标识符。',
    remedy: '给出客户端标识符。',
  },
  longClientIdMqtt31: {
    title: '客户端标识符对 MQTT 3.1 过长',
    explanation: 'MQTT 3.1 的标识符最多 23 个字符；有些服务端拒绝更长的。',
    remedy: '缩短它，或使用 MQTT 3.1.1。',
  },
  authenticationDataWithoutMethod: {
    title: '有认证数据而没有认证方法',
    explanation: '没有方法名，没有人知道数据的含义。',
    remedy: '同时给出认证方法。',
  },
  willTopic: {
    title: '遗嘱主题不是主题名',
    explanation: '遗嘱发布到一个主题，所以其主题不能含通配符，也不能为空。服务端会拒绝连接。',
    remedy: '给出一个不含 + 和 # 的主题。',
  },
  connackReserved: {
    title: 'CONNACK 中的保留位',
    explanation: '确认标志只有最低位可以设置；客户端会关闭连接。',
    remedy: '请修正服务端。',
  },
  unusedConnackByte: {
    title: 'CONNACK 中没有意义的字节',
    explanation: 'MQTT 3.1 没有 Session Present 标志；客户端可能把它当作该标志。',
    remedy: '在 MQTT 3.1 中保持为 0。',
  },
  sessionPresentRefused: {
    title: '拒绝时 Session Present 为 1',
    explanation: '拒绝连接的 CONNACK 没有可恢复的会话。',
    remedy: '请修正服务端：除成功外 Session Present 都为 0。',
  },
  connackCode: {
    title: 'CONNACK 中的未知代码',
    explanation: '标准没有为此版本的 CONNACK 定义这个代码。',
    remedy: '检查服务端是否以客户端的版本应答。',
  },
} as const satisfies Partial<Record<PacketRuleName, RuleWords>>;

const PUBLISH = {
  qos3: {
    title: 'QoS 为 3',
    explanation: '两个 QoS 位都被设置；没有 QoS 3，接收方会关闭连接。',
    remedy: '以 QoS 0、1 或 2 发布。',
  },
  dupAtQos0: {
    title: 'QoS 0 带 DUP',
    explanation: 'QoS 0 的消息从不重发，DUP 在此没有意义。',
    remedy: '只在重发 QoS 1 或 2 的 PUBLISH 时设置 DUP。',
  },
  topicWildcard: {
    title: '向带通配符的主题发布',
    explanation: '消息发布到一个主题。通配符用于订阅；服务端会关闭连接。',
    remedy: '用完整的主题名逐个发布。',
  },
  topicEmpty: {
    title: '没有主题的发布',
    explanation: '主题名为空，也没有主题别名代替它。',
    remedy: '给出主题，或发送代表它的别名。',
  },
  topicAliasZero: {
    title: '主题别名为 0',
    explanation: '别名从 1 开始；接收方会关闭连接。',
    remedy: '别名从 1 编到接收方的上限。',
  },
  topicAliasUnknown: {
    title: '未知的主题别名',
    explanation:
      '别名不代表任何主题：此连接的此方向上没有随它发送过主题。别名不会在连接结束后保留。',
    remedy: '先把主题与别名一起发送，每个连接都重新发送。',
  },
  subscriptionIdFromClient: {
    title: '来自客户端的订阅标识符',
    explanation: '只有服务端在 PUBLISH 中使用订阅标识符。',
    remedy: '去掉此属性，尤其是把收到的消息再发布时。',
  },
  responseTopic: {
    title: '响应主题不是主题名',
    explanation: '应答发送到一个主题，所以响应主题不能含通配符。',
    remedy: '给出一个不含 + 和 # 的主题。',
  },
  payloadFormat: {
    title: '载荷并非所声明的 UTF-8',
    explanation:
      'Payload Format Indicator 说是文本，而载荷不是合法的 UTF-8。接收方可以拒绝消息（0x99）。',
    remedy: '二进制载荷把该标志设为 0，或把文本编码为 UTF-8。',
  },
  pubackCode: unknownCode('PUBACK'),
  pubrecCode: unknownCode('PUBREC'),
  pubrelCode: unknownCode('PUBREL'),
  pubcompCode: unknownCode('PUBCOMP'),
  subackCode: unknownCode('SUBACK'),
  unsubackCode: unknownCode('UNSUBACK'),
  disconnectCode: unknownCode('DISCONNECT'),
  authCode: unknownCode('AUTH'),
  codeSender: {
    title: '属于另一侧的原因码',
    explanation: '标准只允许另一侧使用此原因码。',
    remedy: '选择本侧可以发送的代码。',
  },
} as const satisfies Partial<Record<PacketRuleName, RuleWords>>;

const SUBSCRIBE = {
  noFilter: {
    title: '没有主题过滤器的 SUBSCRIBE',
    explanation: '没有可订阅的内容；服务端会关闭连接。',
    remedy: '至少发送一个主题过滤器。',
  },
  noUnsubscribeFilter: {
    title: '没有主题过滤器的 UNSUBSCRIBE',
    explanation: '没有可取消的订阅；服务端会关闭连接。',
    remedy: '至少发送一个主题过滤器。',
  },
  subscribeQos3: {
    title: '以 QoS 3 订阅',
    explanation: '没有 QoS 3；服务端会关闭连接。',
    remedy: '请求 0、1 或 2。',
  },
  maximumQos3: {
    title: '以 QoS 3 订阅',
    explanation: '没有 QoS 3；服务端会关闭连接。',
    remedy: '请求 0、1 或 2。',
  },
  subscribeReserved: {
    title: '请求的 QoS 旁有保留位',
    explanation: '在此版本中这些位必须为 0。常见的是把 MQTT 5 的选项写到 MQTT 3.1.1 的连接上。',
    remedy: '只在 MQTT 5 中设置订阅选项。',
  },
  unusedSubscribeBits: {
    title: '请求的 QoS 旁有没有意义的位',
    explanation: 'MQTT 3.1 中这些位没有意义；后来的版本禁止它们。',
    remedy: '保持为 0。',
  },
  subackFailure: {
    title: 'MQTT 3.1 没有的拒绝',
    explanation:
      'SUBACK 从 MQTT 3.1.1 起才有表示主题过滤器被拒绝的 0x80。有的服务器在 3.1 中也发送它，客户端把它当作拒绝。',
    remedy: '使用 MQTT 3.1.1 或 5，它们能区分拒绝与授予。',
  },
  retainHandling3: {
    title: 'Retain Handling 为 3',
    explanation: 'Retain Handling 为 0、1 或 2；服务端会关闭连接。',
    remedy: '使用 0（发送）、1（新订阅时发送）或 2（不发送）。',
  },
  noLocalShared: {
    title: '共享订阅使用 No Local',
    explanation: '共享订阅不能排除自己的消息；服务端会关闭连接。',
    remedy: '在此把 No Local 设为 0。',
  },
  filterEmpty: {
    title: '空的主题过滤器',
    explanation: '主题过滤器至少有一个字符。',
    remedy: '给出主题，或用 # 表示全部。',
  },
  filterHash: {
    title: '通配符 # 的位置错误',
    explanation: '通配符 # 代表其后所有层级，只能是完整的最后一层。',
    remedy: '写 a/#，而不是 a# 或 a/#/b。',
  },
  filterPlus: {
    title: '通配符 + 的位置错误',
    explanation: '通配符 + 代表完整的一层，而不是一层的一部分。',
    remedy: '写 a/+，而不是 a/b+。',
  },
  filterShared: {
    title: '共享订阅格式错误',
    explanation: '共享订阅写作 $share/名称/过滤器，名称不含通配符。',
    remedy: '写 $share/、名称、/ 和主题过滤器。',
  },
  noCode: {
    title: '没有返回码的 SUBACK',
    explanation: 'SUBACK 为 SUBSCRIBE 的每个主题过滤器给出一个返回码。',
    remedy: '请修正服务端。',
  },
  noUnsubackCode: {
    title: '没有原因码的 UNSUBACK',
    explanation: '在 MQTT 5 中 UNSUBACK 为 UNSUBSCRIBE 的每个主题过滤器给出一个原因码。',
    remedy: '请修正服务端；它常常是以 MQTT 3.1.1 的形式应答。',
  },
} as const satisfies Partial<Record<PacketRuleName, RuleWords>>;

const PROPERTY = {
  propertyLength: {
    title: '属性长度不符',
    explanation: '属性的长度多于实际字节，或截断了一个属性。常见的是报文按 MQTT 3.1.1 写出。',
    remedy: '检查报文是否按 MQTT 5 写出；没有属性时其长度为 0。',
  },
  propertyUnknown: {
    title: '未知的属性',
    explanation: 'MQTT 5 没有此标识符的属性，没有人知道它在哪里结束。',
    remedy: '自己的数据请用用户属性。',
  },
  propertyPlace: {
    title: '属性出现在错误的报文中',
    explanation: '标准把此属性给了其他报文；接收方会关闭连接。',
    remedy: '查阅属性可以出现的位置（标准的表 2-4）。',
  },
  propertyTwice: {
    title: '属性出现了两次',
    explanation: '只有用户属性和来自服务端的订阅标识符可以重复；没有人知道哪个值有效。',
    remedy: '只发送一次。',
  },
  propertyValue: {
    title: '属性的值不被允许',
    explanation: '标准在此不允许这个值；接收方会关闭连接。',
    remedy: '使用允许的值，或去掉此属性。',
  },
  sessionExpiryFromServer: {
    title: '服务端的 DISCONNECT 中有会话过期时间',
    explanation: '只有客户端决定其会话存在多久。',
    remedy: '请修正服务端。',
  },
  serverReferenceFromClient: {
    title: '来自客户端的 Server Reference',
    explanation: 'Server Reference 告诉客户端去哪里；来自客户端则没有意义。',
    remedy: '去掉它。',
  },
  authMethodMissing: {
    title: 'AUTH 没有认证方法',
    explanation: '每个 AUTH 都要给出 CONNECT 的认证方法；接收方会关闭连接。',
    remedy: '在每个 AUTH 中再次发送认证方法。',
  },
} as const satisfies Partial<Record<PacketRuleName, RuleWords>>;

/** Every one: the type says so. */
export const PACKET_RULES: Readonly<Record<PacketRuleName, RuleWords>> = {
  ...FORMAT_RULES,
  ...CONNECT,
  ...PUBLISH,
  ...SUBSCRIBE,
  ...PROPERTY,
};
