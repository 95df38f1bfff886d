/** What connections say of themselves. */
import type { SentenceTable } from '../../sentences.ts';

export const CONNECTION_SENTENCES: SentenceTable = {
  'No Local cannot be set on a shared subscription. Turn it off. [MQTT-3.8.3-4]':
    '共享订阅不能设置 No Local。请关闭它。[MQTT-3.8.3-4]',
  'This broker has no shared subscriptions.': '此 Broker 不支持共享订阅。',
  'This broker takes no wildcards. Subscribe to whole topic names.':
    '此 Broker 不接受通配符。请订阅完整的主题名。',
  'This broker takes QoS {} at most (Maximum QoS). Choose a lower QoS.':
    '此 Broker 最多接受 QoS {1}（Maximum QoS）。请选择更低的 QoS。',
  'This broker does not retain messages (Retain Available is 0). Turn Retain off.':
    '此 Broker 不保存保留消息（Retain Available 为 0）。请关闭保留。',
  'This broker takes no topic aliases (Topic Alias Maximum is 0). Remove the alias.':
    '此 Broker 不接受主题别名（Topic Alias Maximum 为 0）。请去掉别名。',
  'This broker takes topic aliases from 1 to {}.': '此 Broker 接受 1 到 {1} 的主题别名。',
  'This topic alias has not been defined on this connection. Give the topic.':
    '此主题别名在此连接上没有定义。请给出主题。',
  '{} messages are waiting already; wait until they have left.':
    '已有 {1} 条消息在等待；请等它们发出。',
  'Another connection was opened before it could leave. Send it again there.':
    '它发出之前打开了另一个连接。请在那里重新发送。',
  'The packet has {} bytes; this broker takes at most {} (Maximum Packet Size). Send less.':
    '报文有 {1} 字节；此 Broker 最多接受 {2} 字节（Maximum Packet Size）。请减少内容。',
  '“{}” is not an address. Write one like ws://localhost:8080/mqtt.':
    '“{1}”不是地址。请写成 ws://localhost:8080/mqtt 这样。',
  'A browser cannot open {}// addresses; it speaks MQTT over WebSocket only. Use the broker’s ws:// or wss:// address.':
    '浏览器不能打开 {1}// 地址；它只能通过 WebSocket 使用 MQTT。请使用 Broker 的 ws:// 或 wss:// 地址。',
  'A WebSocket address must not have a part after #. Remove it.':
    'WebSocket 地址不能有 # 之后的部分。请去掉它。',
  'This connection has been closed.': '此连接已关闭。',
  'The connection’s worker could not be loaded. Reload the page.':
    '无法加载此连接的 Worker。请重新加载页面。',
  'The worker of the broker in this tab could not be loaded. Reload the page.':
    '无法加载本标签页中 Broker 的 Worker。请重新加载页面。',
  'A {} came before CONNACK.': '{1} 在 CONNACK 之前到来。',
  'A second CONNACK came.': '来了第二个 CONNACK。',
  'SUBACK does not hold one code for each filter asked for.':
    'SUBACK 没有为每个请求的过滤器给出返回码。',
  'A server must not send {}.': '服务端不得发送 {1}。',
  'AUTH came, but CONNECT named no authentication method.':
    '收到 AUTH，而 CONNECT 没有指定认证方法。',
  'Topic alias {} is outside of 1 to {}, which CONNECT allowed.':
    '主题别名 {1} 超出 CONNECT 允许的 1 到 {2}。',
  'Topic alias {} stands for no topic on this connection.':
    '主题别名 {1} 在此连接上不代表任何主题。',
  'This broker has no control interface.': '此 Broker 没有控制接口。',
  'The broker’s control interface is not open.': 'Broker 的控制接口未打开。',
  'The broker’s control interface did not answer in time.': 'Broker 的控制接口没有及时应答。',
  'The broker’s control interface has been closed.': 'Broker 的控制接口已关闭。',
  'What the broker answered is not understood.': '无法理解 Broker 的应答。',
  'The broker’s control interface does not answer.': 'Broker 的控制接口没有应答。',
  'The broker’s control interface asks for a token.': 'Broker 的控制接口要求令牌。',
};
