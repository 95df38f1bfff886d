/** MQTT-SN 的文本：报文有何问题，以及会话视图。 */
import { say, type Words } from '../../../base/message.ts';
import type { PredefinedTopicError } from '../../../mqttsn/predefinedTopics.ts';
import type { sn as english, SnFact, SnFacts } from '../../en/captures/sn.ts';
import { topicErrors } from '../facts/topicErrors.ts';

const RETURN_CODES = new Map([
  [1, '拥塞'],
  [2, '主题 ID 无效'],
  [3, '不支持'],
]);

const TOPIC_ERRORS: Readonly<Record<PredefinedTopicError, string>> = {
  form: '应为编号和主题，中间用空格隔开',
  number: '编号必须是 1 至 65534',
  topic: '这不是主题名；其中不能有 + 和 #',
  twice: '此编号前面已出现过',
};

const hex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

const facts: Words<SnFacts> = {
  empty: () => '数据报为空。',
  'wrong-length': ({ announced, there }) =>
    `长度字段为 ${announced} 字节，而数据报有 ${there} 字节。`,
  'unknown-type': ({ type }) => `报文类型 ${hex(type)} 为保留值。`,
  'too-short': ({ field }) => `报文在 ${field} 之前就结束了。`,
  'left-over': ({ count }) => `报文之后还有 ${count} 字节。`,
  'reserved-flags': ({ flags }) => `标志 ${hex(flags)} 在此没有意义，必须为 0。`,
  'reserved-topic-kind': () => 'TopicIdType 0b11 为保留值。',
  'protocol-id': ({ id }) => `ProtocolId 为 ${id}，必须为 1。`,
  'client-id-length': ({ length }) => `客户端 ID 有 ${length} 个字符，应为 1 至 23 个。`,
  'client-id-nul': ({ prefix }) =>
    prefix === undefined
      ? '客户端 ID 含有字符 U+0000，MQTT Broker 会拒绝。'
      : `客户端 ID 以自身的长度 ${prefix} 开头（两个字节）。请去掉这两个字节：只有 MQTT 才有，在这里会算作字符。`,
  'return-code': ({ code }) => `返回码 ${code} 为保留值。`,
  'topic-id': ({ id }) => `主题 ID ${id} 为保留值。`,
  'message-id': () => 'QoS 1 和 2 的报文需要不为 0 的报文 ID。',
  'qos-without-session': () => 'QoS -1 没有会话，因此只能使用预定义主题或两个字符的短主题名。',
  'not-utf8': ({ field, valid }) => `${field} 不是 UTF-8：其第 ${valid + 1} 个字节不是字符。`,
  'topic-name': ({ why }) => say(topicErrors, why),
  'long-form': ({ length }) => `长度 ${length} 用了三个字节，而 256 以下一个字节即可。`,
  'unknown-topic-id': ({ id }) => `主题 ID ${id} 尚未注册。请先注册主题，并等待 REGACK。`,
  'not-connected': () => '客户端尚未连接：没有收到接受连接的 CONNACK。',
  'sent-to-sleeper': () => '客户端正在休眠。网关应将消息排队，直到收到客户端的 PINGREQ。',
  'sent-asleep': () => '客户端已声明休眠。发送此报文之前必须先发送 CONNECT。',
  overslept: ({ said, silent }) =>
    `客户端声明休眠 ${said} 秒，却有 ${silent} 秒没有发送任何报文。网关可能已视其为掉线，并发送了遗嘱。`,
  'two-at-once': ({ other }) => `报文 ${other} 尚未完成。QoS 1 和 2 的消息同时只能有一条未确认。`,
  'other-topic-id': ({ id, published }) =>
    `主题 ID 是 ${id}，而 PUBLISH 的是 ${published}。PUBACK 必须原样返回该主题 ID。`,
  'accepted-without-id': () =>
    '注册被接受，主题 ID 却是保留的 0，客户端无法用此主题 ID 发布。请修正 REGACK 的发送方。',
  'rejected-topic-id': ({ id }) => `对方拒绝了主题 ID ${id}。发布前请重新注册主题。`,
  'answers-nothing': ({ messageId }) => `之前没有报文 ID 为 ${messageId} 的请求。`,
  'again-without-dup': ({ messageId }) =>
    `报文 ${messageId} 再次发送却没有 DUP，或另一个报文使用了相同的报文 ID。`,
  rejected: ({ code }) => `被拒绝：${RETURN_CODES.get(code) ?? `返回码 ${code}`}。`,
};

export const sn: typeof english = {
  fact: (fact: SnFact) => say(facts, fact),
  grid: 'MQTT-SN 报文',
  columns: {
    no: '编号',
    time: '时间',
    client: '客户端',
    message: '报文',
    topic: '主题',
    details: '详情',
    other: 'MQTT 一侧',
  },
  hint: '传感器与网关之间的数据报，旁边是对应的 MQTT 报文。',
  countOf: (count, of) => `${of} 个报文中的 ${count} 个。`,
  filter: '过滤器：mqttsn.topic contains "door"',
  clearFilter: '清除过滤器',
  noMatch: '没有报文符合过滤器',
  topics: {
    open: '主题名称…',
    title: '预定义主题的名称',
    text: '传感器用双方约定的编号表示这些主题。请填写主题名称：每行一个 1 至 65534 的编号和一个主题。',
    lines: '编号和主题',
    count: (count) => `${count} 个主题`,
    choose: '从文件读取…',
    file: '主题文件',
    save: '应用',
    saved: (count) => `已命名 ${count} 个主题`,
    tooLong: '不能超过 262,144 个字符。',
    error: (line, error) => `第 ${line} 行：${TOPIC_ERRORS[error]}。`,
  },
  count: (count) => `${count} 个报文。`,
  forgotten: (count) =>
    `最久没有报文的传感器的记录已被清除（${count} 次）：这些传感器之后的报文可能缺少主题名和 MQTT 一侧。`,
  discarded: (count) => `最早的 ${count} 个已被丢弃。`,
  toPacket: (packet) => `显示报文 ${packet}`,
  noOther: '只在客户端与网关之间',
  fields: '字段',
  section: (section) => `MQTT-SN 1.2 第 ${section} 节`,
  packet: (packet) => `报文 ${packet}`,
  toGateway: '发往网关',
  toClient: '发往客户端',
  unknown: '未知',
  problems: '问题',
  lists: '列出的内容',
  connections: '连接',
  sensors: 'MQTT-SN 报文',
  noOtherLong: '此报文只在客户端与网关之间，没有对应的 MQTT 报文。',
  noGateway: '没有 MQTT-SN 网关',
  noGatewayHint:
    '只有配套程序才有网关：以 --sn 1884（或其他 UDP 端口）启动配套程序，传感器即可由此连到其 Broker。',
  none: '尚未收到报文',
  noneHint: '传感器通过 UDP 连接网关，端口由 --sn 指定。',
};
