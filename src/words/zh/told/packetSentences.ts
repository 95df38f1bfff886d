/** What is wrong with the bytes of a packet, a topic or a payload, with this case's own values. */
import type { SentenceTable } from '../../sentences.ts';

export const PACKET_SENTENCES: SentenceTable = {
  // Topics
  'A {} has at least one character.': '{1}至少有一个字符。',
  'A {} must not hold the character U+0000.': '{1}不能含字符 U+0000。',
  'A {} has at most {} bytes of UTF-8.': '{1}的 UTF-8 最多 {2} 字节。',
  'topic name': '主题名',
  'topic filter': '主题过滤器',
  'A topic name must not hold the wildcard #.': '主题名不能含通配符 #。',
  'A topic name must not hold the wildcard +.': '主题名不能含通配符 +。',
  'The wildcard # must be the last character.': '通配符 # 必须是最后一个字符。',
  'The wildcard # must fill its whole level.': '通配符 # 必须占据完整的一层。',
  'The wildcard + must fill its whole level.': '通配符 + 必须占据完整的一层。',
  'A shared subscription needs a topic filter after its share name: $share/{name}/{filter}.':
    '共享订阅在共享名之后需要主题过滤器：$share/{name}/{filter}。',
  'A share name has at least one character.': '共享名至少有一个字符。',
  'A share name must not hold a wildcard.': '共享名不能含通配符。',
  'A topic filter must be text that UTF-8 can express.': '主题过滤器必须是 UTF-8 能表示的文本。',

  // Fields
  "{} byte follows the packet's last field.": '报文的最后一个字段之后还有 {1} 个字节。',
  "{} bytes follow the packet's last field.": '报文的最后一个字段之后还有 {1} 个字节。',
  '{} is missing.': '缺少 {1}。',
  '{} needs {} bytes; {} are left.': '{1} 需要 {2} 字节；只剩 {3} 字节。',
  '{} is cut off.': '{1} 被截断。',
  '{} goes on after four bytes.': '{1} 超过四个字节仍未结束。',
  '{} {} takes {} bytes, more than it needs.': '{1} {2} 占 {3} 字节，多于所需。',
  '{} is not well-formed UTF-8 (surrogate).': '{1} 不是合法的 UTF-8（代理项）。',
  '{} is not well-formed UTF-8 (overlong).': '{1} 不是合法的 UTF-8（编码过长）。',
  '{} is not well-formed UTF-8 (above U+10FFFF).': '{1} 不是合法的 UTF-8（超过 U+10FFFF）。',
  '{} is not well-formed UTF-8 (incomplete).': '{1} 不是合法的 UTF-8（字符不完整）。',
  '{} is not well-formed UTF-8 (stray byte).': '{1} 不是合法的 UTF-8（孤立的字节）。',
  '{} holds the character U+0000.': '{1} 含字符 U+0000。',
  '{} holds a control character or a non-character.': '{1} 含控制字符或非字符。',
  'Packet type {} is reserved.': '报文类型 {1} 是保留的。',
  'Both QoS bits are set.': '两个 QoS 位都被设置。',
  'DUP is set at QoS 0.': 'QoS 0 时设置了 DUP。',
  'The flags of {} are {} instead of {}.': '{1} 的标志为 {2}，应为 {3}。',
  'The remaining length announces {} bytes; {} are there.':
    '剩余长度声明 {1} 字节；实际有 {2} 字节。',
  '{} is not for a {} to send.': '{1} 不应由{2}发送。',
  client: '客户端',
  server: '服务端',
  'The remaining length goes on after four bytes: this is not MQTT, or bytes were lost.':
    '剩余长度超过四个字节仍未结束：这不是 MQTT，或丢失了字节。',
  'A packet of {} bytes exceeds the maximum packet size of {} bytes.':
    '{1} 字节的报文超出最大报文长度 {2} 字节。',

  // Properties
  'The property length announces {} bytes; {} are left.': '属性长度声明 {1} 字节；只剩 {2} 字节。',
  'The standard defines no property {}.': '标准没有定义属性 {1}。',
  '{} has no place in {}.': '{1} 不能出现在{2}中。',
  'a will': '遗嘱',
  '{} stands more than once.': '{1} 出现了不止一次。',
  '{} is {}; only 0 and 1 are allowed.': '{1} 为 {2}；只允许 0 和 1。',
  '{} must not be 0.': '{1} 不能为 0。',
  'Authentication data without an authentication method.': '有认证数据而没有认证方法。',

  // CONNECT and CONNACK
  'The protocol name is not {}.': '协议名不是 {1}。',
  'Protocol version {} is {} with a mark that some brokers set on bridges; the standard does not know it.':
    '协议版本 {1} 是 {2} 加上有些 Broker 在桥接时设置的标记；标准没有此标记。',
  'Protocol version {} is not one that the standard defines.': '协议版本 {1} 不是标准定义的版本。',
  'The reserved connect flag is set.': '设置了保留的连接标志。',
  'A password without a user name.': '有密码而没有用户名。',
  'The will QoS is 3.': '遗嘱 QoS 为 3。',
  'The will QoS is {}, but there is no will.': '遗嘱 QoS 为 {1}，却没有遗嘱。',
  'Will retain is set without a will.': '没有遗嘱却设置了遗嘱保留标志。',
  'The client identifier is empty.': '客户端标识符为空。',
  'The client identifier has more than 23 characters.': '客户端标识符超过 23 个字符。',
  'The client identifier is empty, but the session is to be kept.':
    '客户端标识符为空，却要保留会话。',
  'Will topic: {}': '遗嘱主题：{1}',
  'Response Topic: {}': 'Response Topic：{1}',
  'Reserved bits are set: {}.': '设置了保留位：{1}。',
  'CONNACK has no reason code {}.': 'CONNACK 没有原因码 {1}。',
  'CONNACK has no return code {}.': 'CONNACK 没有返回码 {1}。',
  'Session present is set although the connection is refused.':
    '连接被拒绝，却设置了 Session Present。',

  // PUBLISH and its answers
  'The packet identifier is 0.': '报文标识符为 0。',
  'The topic name is empty, and no topic alias stands for it.':
    '主题名为空，也没有主题别名代替它。',
  'The topic name is empty.': '主题名为空。',
  'The payload is announced as UTF-8 but is not ({}).': '载荷声明为 UTF-8，实际不是（{1}）。',
  'Topic alias {} was not set on this connection before.': '主题别名 {1} 在此连接上没有设置过。',
  '{} has no reason code {}.': '{1} 没有原因码 {2}。',
  '{} has no code {}.': '{1} 没有返回码 {2}。',
  '{} is for the client to send.': '{1} 由客户端发送。',
  '{} is for the server to send.': '{1} 由服务端发送。',
  'AUTH names no authentication method.': 'AUTH 没有给出认证方法。',

  // SUBSCRIBE and its answers
  'SUBSCRIBE holds no topic filter.': 'SUBSCRIBE 没有主题过滤器。',
  'The QoS asked for is 3.': '请求的 QoS 为 3。',
  'Retain handling is 3.': 'Retain Handling 为 3。',
  'No local is set for a shared subscription.': '共享订阅设置了 No Local。',
  'SUBACK holds no code.': 'SUBACK 没有返回码。',
  'UNSUBSCRIBE holds no topic filter.': 'UNSUBSCRIBE 没有主题过滤器。',
  'UNSUBACK holds no reason code.': 'UNSUBACK 没有原因码。',

  // Pieces that are no packets
  'The connection ended in the middle of this packet.': '连接在此报文中间结束。',
  'The capture ends in the middle of this packet.': '抓包在此报文中间结束。',
  'The capture lacks a part of this packet.': '抓包缺少此报文的一部分。',
  'These bytes are not a whole packet.': '这些字节不是完整的报文。',
  'A WebSocket text frame came; MQTT travels in binary frames.':
    '收到 WebSocket 文本帧；MQTT 用二进制帧传输。',
  'It came in a WebSocket text frame; MQTT travels in binary frames.':
    '它在 WebSocket 文本帧中到来；MQTT 用二进制帧传输。',
};
