/** What a conversation has shown, with this case's own values. */
import type { SentenceTable } from '../../sentences.ts';

export const CONVERSATION_SENTENCES: SentenceTable = {
  '{} Treated on purpose, by {}.': '{1}由 {2} 有意处理。',
  'step mode': '单步模式',
  'A packet of a reserved type': '保留类型的报文',
  '{}, server reference {}': '{1}，Server Reference {2}',

  // Clients
  'Client {} connected {} times within {} s.': '客户端 {1} 在 {3} s 内连接了 {2} 次。',
  'Client {} connects while its connection in stream {} is open.':
    '客户端 {1} 在其流 {2} 的连接仍打开时又连接。',
  'Connections of client {} were taken over {} times within a minute.':
    '客户端 {1} 的连接在一分钟内被抢占 {2} 次。',
  'CONNACK says that there is no session; that of stream {} should still be there.':
    'CONNACK 说没有会话；流 {1} 的会话本应还在。',
  '{} connection of client {} ended within {} s of CONNACK, without DISCONNECT.':
    '客户端 {2} 有 {1} 个连接在 CONNACK 后 {3} s 内结束，没有 DISCONNECT。',
  '{} connections of client {} ended within {} s of CONNACK, without DISCONNECT.':
    '客户端 {2} 有 {1} 个连接在 CONNACK 后 {3} s 内结束，没有 DISCONNECT。',
  'The client is connected in another tab of this app too.':
    '该客户端也在本应用的另一个标签页中连接。',
  'Client {} is connected in another tab of this app too.':
    '客户端 {1} 也在本应用的另一个标签页中连接。',

  // Acknowledgements
  '{} refuses the message: {}.': '{1} 拒绝消息：{2}。',
  '{}: {}.': '{1}：{2}。',
  '{} carries {}; CONNECT wanted no problem information.': '{1} 带有{2}；CONNECT 不要问题信息。',
  'a reason string': '原因字符串',
  'a user property': '用户属性',
  'PUBLISH {} has got no {}; what was sent {} s later was answered.':
    'PUBLISH {1} 没有得到 {2}；而 {3} s 之后发送的内容已得到应答。',
  '{} {} was in flight when the connection before this one ended, and is not sent again.':
    '{1} {2} 在上一个连接结束时尚未完成，却没有重发。',
  'nothing is in flight under this packet identifier': '此报文标识符下没有未完成的交互',
  'answers a PUBLISH of QoS 2, which wants PUBREC': '应答了 QoS 2 的 PUBLISH，而它需要 PUBREC',
  'belongs to a PUBLISH of QoS 1, which wants PUBACK alone':
    '属于 QoS 1 的 PUBLISH，而它只需要 PUBACK',
  'no PUBREC came before it': '之前没有 PUBREC',
  'no PUBREL came before it': '之前没有 PUBREL',
  'what it answers had its answer before': '它所应答的报文之前已得到应答',
  'the packet identifier is in flight already': '报文标识符已在使用中',
  'has DUP and differs from the PUBLISH that it repeats': '带 DUP，却与它所重复的 PUBLISH 不同',
  'is sent again, and DUP is 0': '再次发送，而 DUP 为 0',
  'is sent again on the same connection': '在同一连接上再次发送',
  'has DUP and was not sent before': '带 DUP，而之前没有发送过',
  'is sent again although its PUBREC came': '已收到 PUBREC，却再次发送',
  'comes before the acknowledgement of an earlier message': '早于更早消息的确认到来',
  'a message that was sent later was acknowledged first': '后发送的消息先得到确认',
  'has another number of codes than there were topic filters': '返回码的数量与主题过滤器不同',
  'grants a higher QoS than was asked for': '授予的 QoS 高于请求的',
  'no PINGREQ waits for it': '没有等待它的 PINGREQ',
  'no CONNECT waits for it': '没有等待它的 CONNECT',
  'no authentication is under way': '没有正在进行的认证',

  // Connecting
  'CONNECT turns the keep alive off (0).': 'CONNECT 关闭了心跳（0）。',
  'CONNACK says that a session is present, although CONNECT set {}.':
    'CONNACK 说存在会话，而 CONNECT 设置了 {1}。',
  'CONNECT has no client identifier, and CONNACK assigns none.':
    'CONNECT 没有客户端标识符，CONNACK 也没有分配。',
  'CONNACK carries response information that CONNECT did not request.':
    'CONNACK 带有 CONNECT 没有请求的 Response Information。',
  'The will has QoS {}; the server’s maximum is {}.': '遗嘱为 QoS {1}；服务端的上限为 {2}。',
  'The will is to be retained.': '遗嘱要保留。',
  '{} names no method, CONNECT {}.': '{1} 没有给出方法，CONNECT 为 {2}。',
  '{} names the method {}, CONNECT none.': '{1} 给出方法 {2}，CONNECT 没有。',
  '{} names the method {}, CONNECT {}.': '{1} 给出方法 {2}，CONNECT 为 {3}。',
  'The server refused the connection: {}.': '服务端拒绝了连接：{1}。',

  // Ending
  'The server ended the connection: {}.': '服务端结束了连接：{1}。',
  'The client ended the connection: {}.': '客户端结束了连接：{1}。',
  'DISCONNECT sets a session expiry of {} s; CONNECT had 0.':
    'DISCONNECT 设置会话过期时间 {1} s；CONNECT 为 0。',
  'The connection ended {} s after CONNECT, without CONNACK.':
    '连接在 CONNECT 后 {1} s 结束，没有 CONNACK。',
  'The connection ended without DISCONNECT: the will for {} is due.':
    '连接没有 DISCONNECT 就结束：应发布主题 {1} 的遗嘱。',
  'The client was not back on its session {} s after its connection ended: the will for {} is due.':
    '连接结束 {1} s 后客户端仍未回到其会话：应发布 {2} 的遗嘱。',
  'The connection ended by the server’s DISCONNECT: the will for {} is due.':
    '连接因服务端的 DISCONNECT 结束：应发布主题 {1} 的遗嘱。',
  'The connection ended without DISCONNECT.': '连接没有 DISCONNECT 就结束。',
  '{} for {} got no {} within {} s.': '{2} 的 {1} 在 {4} s 内没有得到 {3}。',

  // Order
  '{} follows the DISCONNECT of the same side.': '{1} 在同一侧的 DISCONNECT 之后到来。',
  'A second CONNECT came on the same connection.': '同一连接上来了第二个 CONNECT。',
  'The first packet of the client is {}.': '客户端的第一个报文是 {1}。',
  '{} was sent before CONNACK, although CONNECT names an authentication method.':
    'CONNECT 指定了认证方法，{1} 却在 CONNACK 之前发送。',
  '{} was sent before CONNACK came.': '{1} 在收到 CONNACK 之前发送。',
  '{} follows a CONNACK that refused the connection.': '{1} 在拒绝连接的 CONNACK 之后到来。',
  '{} was sent before CONNACK.': '{1} 在 CONNACK 之前发送。',

  // Messages
  'The message is published with an expiry of 0 s: it has expired at once.':
    '消息以 0 s 的过期时间发布：立即过期。',
  'The message arrived with 0 s left to live.': '消息到达时剩余寿命为 0 s。',
  'The message arrived {} s after one with the same topic and payload was published to live for {} s.':
    '相同主题和载荷的消息以 {2} s 的寿命发布，{1} s 后此消息才到达。',
  'PUBLISH has QoS {}; the server’s maximum is {}.': 'PUBLISH 为 QoS {1}；服务端的上限为 {2}。',
  'PUBLISH has RETAIN; the server has no retained messages.':
    'PUBLISH 带 RETAIN；服务端不支持保留消息。',
  'Topic alias {}: the {} takes no topic aliases.': '主题别名 {1}：{2}不接受主题别名。',
  'Topic alias {}: the {} takes aliases up to {}.': '主题别名 {1}：{2}接受的别名最大为 {3}。',
  '{} messages of QoS 1 and 2 are unanswered; the {}’s receive maximum is {}.':
    '{1} 条 QoS 1 和 2 的消息未得到应答；{2}的 Receive Maximum 为 {3}。',
  'The remaining length takes more bytes than its value needs.': '剩余长度占用的字节多于其值所需。',
  'The payload is announced as UTF-8 and is not well-formed UTF-8.':
    '载荷声明为 UTF-8，却不是合法的 UTF-8。',
  'No topic filter that this session subscribed to matches {}.':
    '本会话订阅过的主题过滤器都不匹配 {1}。',
  '{} comes with QoS {}; QoS {} was asked for.': '{1} 以 QoS {2} 到来；请求的是 QoS {3}。',
  '{} comes with QoS {}; with the same payload it was published with QoS {}.':
    '{1} 以 QoS {2} 到来；载荷相同的消息是以 QoS {3} 发布的。',
  '{} comes with QoS {}; QoS {} was granted.': '{1} 以 QoS {2} 到来；授予的是 QoS {3}。',
  '{} comes with RETAIN; its subscriptions want no retained messages.':
    '{1} 带 RETAIN 到来；其订阅不要保留消息。',
  '{} comes with RETAIN once more; its subscription was there when SUBSCRIBE asked for it again, with retain handling 1.':
    '{1} 又一次带 RETAIN 到来；SUBSCRIBE 以 Retain Handling 1 再次请求时，其订阅已经存在。',
  'PUBLISH names subscription identifier {}, which no SUBSCRIBE had.':
    'PUBLISH 带订阅标识符 {1}，没有任何 SUBSCRIBE 使用过它。',
  'The topic {} begins with an empty level.': '主题 {1} 以空层开头。',
  'The client publishes to {}.': '客户端向 {1} 发布。',
  'The topic name holds a control character or a non-character.': '主题名含控制字符或非字符。',
  'The packet has {} bytes; the {} takes {} at most.': '报文有 {1} 字节；{2}最多接受 {3} 字节。',

  // Subscriptions
  '{} and {} match the same topics.': '{1} 与 {2} 匹配相同的主题。',
  '{} is a shared subscription; the server has none.': '{1} 是共享订阅；服务端不支持。',
  '{} has a wildcard; the server takes none.': '{1} 含通配符；服务端不接受。',
  'SUBSCRIBE has subscription identifier {}; the server takes none.':
    'SUBSCRIBE 带订阅标识符 {1}；服务端不接受。',
  'topic filter {}': '主题过滤器 {1}',
  'The server refused {}: {}.': '服务端拒绝了{1}：{2}。',
  'For {} QoS {} was asked for and QoS {} granted.': '{1}请求 QoS {2}，授予 QoS {3}。',
  'Nothing was subscribed under {}.': '{1} 没有订阅。',
  'The server refused to unsubscribe {}: {}.': '服务端拒绝取消订阅 {1}：{2}。',

  // Keep alive
  'The client was silent for {} s; the keep alive is {} s.': '客户端沉默了 {1} s；心跳为 {2} s。',
  'The server sends to a client that has been silent for {} s; the keep alive is {} s.':
    '服务端向沉默了 {1} s 的客户端发送；心跳为 {2} s。',
  'PINGREQ got no PINGRESP for {} s.': 'PINGREQ 在 {1} s 内没有得到 PINGRESP。',
  'The client has sent nothing for more than {} s; the keep alive is {} s.':
    '客户端已超过 {1} s 没有发送任何内容；心跳为 {2} s。',
};
