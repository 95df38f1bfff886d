/** What connections and files say of themselves. */
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
  'Fault rules treated more packets at once than could be told of: not all of them are marked.':
    '故障规则一次处理的报文多于能够报告的：并非全部都有标记。',
  'Some of its packets are not here: they passed before this tab was opened, or faster than they could be taken over.':
    '有些报文不在这里：它们在打开本标签页之前经过，或快得来不及接收。',
  'Its beginning is not here: it was looked on at from its middle.':
    '这里没有它的开头：从中间开始观察。',

  // Files
  'It is empty.': '文件为空。',
  'The file breaks off at byte {}.': '文件在第 {1} 字节处中断。',
  'The file breaks off at byte {}: {}.': '文件在第 {1} 字节处中断：{2}。',
  'It has keys of TLS and no packets: open it together with the capture that they are for.':
    '其中只有 TLS 密钥，没有报文：请与对应的抓包文件一起打开。',
  'It is none of the formats that can be read: pcap, pcapng, or a capture, NDJSON or CSV of mqttscope.':
    '不是可读取的格式：pcap、pcapng，或 mqttscope 的抓包、NDJSON 或 CSV。',
  '{} frames are fragments of IP packets and were left out.': '{1} 个帧是 IP 分片，已略去。',
  'Frames of link type {} cannot be read. Ethernet, Linux cooked, loopback and raw IP can: convert the file, or capture on another interface.':
    '不能读取链路类型 {1} 的帧。可以读取以太网、Linux cooked、环回和原始 IP：请转换文件，或在另一接口上抓包。',
  'It holds no packet.': '其中没有报文。',
  'a line there is longer than any can be': '那里有一行过长',
  'Its first line is not {}.': '第一行不是{1}。',
  'the head of a table of packets': '报文表的表头',
  'a packet as --json prints it': '--json 输出的报文',
  'its last line is not whole': '最后一行不完整',
  'a line there is no packet': '那里有一行不是报文',
  'It is cut off at byte {}, before its first packet.': '文件在第 {1} 字节处被截断，还没有报文。',
  'the record that begins at byte {} is cut off': '从第 {1} 字节开始的记录被截断',
  'its end is missing': '缺少结尾',
  'It has version {} of the format, and this program knows up to {}. Take a newer mqttscope.':
    '文件格式为版本 {1}，此程序只认识到版本 {2}。请使用更新的 mqttscope。',
  'a record there is longer than any can be': '那里有一条记录过长',
  'it should hold {} packets and holds {}': '应有 {1} 个报文，实有 {2} 个',
  'a number in a record there is broken': '那里一条记录中的数字已损坏',
  'a record there does not say what it must': '那里一条记录缺少必要内容',
  'a record there is damaged': '那里一条记录已损坏',
  'a frame of {} bytes cannot be': '不可能有 {1} 字节的帧',
  'its header is cut off': '文件头被截断',
  'the frame that begins at byte {} is cut off': '从第 {1} 字节开始的帧被截断',
  'the block that begins at byte {} is cut off': '从第 {1} 字节开始的块被截断',
  'a section begins there without its byte order': '那里开始的节没有字节序',
  'a block of {} bytes cannot be': '不可能有 {1} 字节的块',
  'a block begins there whose two lengths differ': '那里开始的块前后长度不同',
  'a frame names interface {}, which there is not': '一个帧指出不存在的接口 {1}',
  'a frame is longer than its block': '一个帧比其块长',
  'a frame without an interface': '一个帧没有接口',
  '{} bytes from the {} are not in the capture.': '来自{2}的 {1} 字节不在抓包中。',
  '{} bytes from the {} could not be cut into packets.': '来自{2}的 {1} 字节不能切成报文。',
  'Stream {}: {}': '流 {1}：{2}',
  'it is encrypted (TLS), so nothing of it can be shown. Capture where it is plain: without TLS, on the side of the broker behind its TLS proxy, or in the client itself.':
    '它已加密（TLS），无法显示任何内容。请在明文处抓包：不用 TLS、在 Broker 一侧的 TLS 代理之后，或在客户端自身。',
  'what the {} sent cannot be cut into packets from its byte {} on.':
    '{1}发送的内容从第 {2} 字节起不能切成报文。',
  'its WebSocket frames are compressed (permessage-deflate), which cannot be read here. Turn compression off in the client or the broker, and capture again.':
    '其 WebSocket 帧已压缩（permessage-deflate），这里不能读取。请在客户端或 Broker 中关闭压缩，再次抓包。',
  'what its WebSocket carries are not frames.': '其 WebSocket 传输的不是帧。',
};
