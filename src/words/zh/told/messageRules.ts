/** Rules on acknowledgements, subscriptions and messages. */
import type { ConversationRuleId } from '../../../engine/rules/rules.ts';
import type { RuleWords } from '../../en/told.ts';

export const MESSAGE_RULES = {
  'unexpected-ack': {
    title: '无人请求的确认',
    explanation: '此报文标识符下没有未完成的交互。双方对发送过什么认识不一致。',
    remedy: '检查两个方向的标识符是否分开管理，以及会话是否只在一侧被丢弃。',
  },
  'puback-for-qos2': {
    title: '用 PUBACK 应答 QoS 2 消息',
    explanation: 'QoS 2 的 PUBLISH 用 PUBREC 应答。发送方等待它，并会再次发送。',
    remedy: '按收到的 PUBLISH 的 QoS 应答。',
  },
  'pubrec-for-qos1': {
    title: '用 QoS 2 的报文应答 QoS 1 消息',
    explanation: 'QoS 1 的 PUBLISH 只用 PUBACK 应答。',
    remedy: '按收到的 PUBLISH 的 QoS 应答。',
  },
  'publish-unanswered': {
    title: 'QoS 1 或 2 的消息没有得到确认',
    explanation:
      '某个 PUBLISH 没有得到 PUBACK 或 PUBREC，而其接收方应答了很久之后才发送的内容。发送方只能一直保存这条消息，能发送的其他消息也因此变少。',
    remedy: '查看消息在接收方的去向：处理程序卡住，或忘记了确认。只有到下一个连接，它才会被重发。',
  },
  'pubrel-without-pubrec': {
    title: '没有 PUBREC 的 PUBREL',
    explanation:
      'PUBREL 释放接收方已用 PUBREC 确认的消息。没有它，消息可能从未到达，“恰好一次”就不成立。',
    remedy: '只作为对 PUBREC 的应答发送 PUBREL。',
  },
  'pubcomp-without-pubrel': {
    title: '没有 PUBREL 的 PUBCOMP',
    explanation: 'PUBCOMP 应答 PUBREL。在此之前必须保留标识符。',
    remedy: '只作为对 PUBREL 的应答发送 PUBCOMP。',
  },
  'answered-twice': {
    title: '报文被应答了两次',
    explanation: '同一报文得到了第二个应答。若标识符此时又在使用，错误的消息会被当作已送达。',
    remedy: '每个报文只应答一次；重发算作单独的报文。',
  },
  'identifier-in-use': {
    title: '报文标识符未完成就被再次使用',
    explanation: '新报文使用了仍在等待应答的标识符。没有人能分辨应答指的是哪一个。',
    remedy: '使用空闲的标识符；收到最后的应答才释放它，不要提前。',
  },
  'redelivery-differs': {
    title: '重发与首次发送不同',
    explanation: '带 DUP 的 PUBLISH 的主题、QoS、保留标志或载荷与它所重复的不同。',
    remedy: '按发送时的样子保存消息，重发时除 DUP 外不作改动。',
  },
  'redelivery-without-dup': {
    title: '重发没有 DUP',
    explanation: 'PUBLISH 再次发送却没有 DUP，看起来像另一条消息。',
    remedy: '每个再次发送的 PUBLISH 都把 DUP 置为 1。',
  },
  'not-sent-again': {
    title: '重连后没有重发',
    explanation:
      '会话已恢复，而未得到应答的 PUBLISH（QoS 0 以上）或 PUBREL 没有用原来的报文标识符重发。消息可能丢失，标识符也一直被占用。',
    remedy:
      '未完成的内容要保存到最后的应答到来，重启后也要保留；CONNACK 说明会话存在之后，再次发送它们。',
  },
  'redelivery-in-connection': {
    title: '连接未断就再次发送',
    explanation:
      '在 MQTT 5 中只有重连之后才重发：传输层不会丢失任何内容，第二份只会加重慢接收方的负担。',
    remedy: '关闭重试定时器；等待应答或连接结束。',
  },
  'resend-in-connection': {
    title: '连接未断就再次发送',
    explanation:
      'MQTT 3.1.1 只要求在重连之后重发。传输层不会丢失任何内容，重试定时器多半只会产生重复。',
    remedy: '除非服务端需要，否则关闭重试定时器。',
  },
  'dup-on-first': {
    title: '首次发送就带 DUP',
    explanation: 'DUP 表示此发送方以前发送过这个 PUBLISH，而它没有。DUP 不会从发布者传给订阅者。',
    remedy: '只有本侧再次发送时才设置 DUP。',
  },
  'publish-after-pubrec': {
    title: '收到 PUBREC 后又发送 PUBLISH',
    explanation: 'PUBREC 之后交互以 PUBREL 继续。此时再发送的 PUBLISH 可能被当作另一条消息。',
    remedy: '保存“已收到 PUBREC”的状态，并重发 PUBREL。',
  },
  'ack-order': {
    title: '确认的顺序与接收的顺序不同',
    explanation: '确认必须保持消息的顺序。否则重连后消息会以另一种顺序再来。',
    remedy: '按顺序确认，即使消息是并行处理的。',
  },
  'server-ack-order': {
    title: '服务端确认的顺序与接收的顺序不同',
    explanation:
      '标准只对客户端规定确认的顺序，对服务端没有，所以这不违反规则。它说明服务端并行处理消息；是否也以另一种顺序转发（有序主题上不允许），只能从订阅者的连接看出。',
    remedy: '用报文标识符匹配应答，不要依赖顺序。若消息顺序重要，请看订阅者收到的内容。',
  },
  'identifier-not-found': {
    title: '找不到报文标识符',
    explanation:
      '接收方不知道此报文所继续的交互（0x92）。重连之后这不是错误，此处不报告；其他时候说明一侧丢失了状态。',
    remedy: '检查是否有一侧丢弃了会话。',
  },
  'receive-maximum-exceeded': {
    title: '超出 Receive Maximum',
    explanation: '未应答的 QoS 1 和 2 消息多于接收方声明可接受的数量。它可以结束连接（0x93）。',
    remedy: '在得到应答之前扣住后续消息，或声明更大的 Receive Maximum。',
  },
  'publish-refused': {
    title: '消息被拒绝',
    explanation: '接收方没有接受消息，并在确认中说明。消息不会送达。',
    remedy: '原因码说明原因：多为权限、配额，或对载荷的要求。',
  },
  'no-matching-subscribers': {
    title: '没有人订阅此主题',
    explanation: '服务端接受了消息，但没有匹配的订阅（0x10）。',
    remedy: '逐字符比较主题与接收方的订阅。',
  },
  'code-count': {
    title: 'SUBACK 或 UNSUBACK 的返回码数量不对',
    explanation: '每个主题过滤器按顺序对应一个返回码。否则没有人知道哪个失败了。',
    remedy: '请修正服务端。',
  },
  'granted-above-requested': {
    title: '授予的 QoS 高于请求的',
    explanation: '服务端可以授予请求的 QoS 或更低的。客户端可能无法处理更高的。',
    remedy: '请修正服务端。',
  },
  'subscription-refused': {
    title: '订阅被拒绝',
    explanation: '服务端没有接受某个主题过滤器。不会收到它的消息，也看不到别的错误。',
    remedy: '检查此客户端对该过滤器的权限，以及服务端在那里是否允许通配符。',
  },
  'qos-downgraded': {
    title: '授予的 QoS 低于请求的',
    explanation: '无论以何种 QoS 发布，消息最多以授予的 QoS 到达，因此可能丢失或重复。',
    remedy: '接受它，或提高服务端的 QoS 上限。',
  },
  'subscribe-unanswered': {
    title: 'SUBSCRIBE 或 UNSUBSCRIBE 没有得到应答',
    explanation: '没有看到 SUBACK 或 UNSUBACK。订阅是否成立在此无法得知。',
    remedy: '查看服务端的日志；下次连接时重新订阅。',
  },
  'wildcard-not-available': {
    title: '服务端不支持通配符却使用了',
    explanation: 'CONNACK 说明不支持通配符订阅。服务端可以关闭连接（0xA2）。',
    remedy: '用完整的主题名逐个订阅。',
  },
  'shared-not-available': {
    title: '服务端不支持共享订阅却使用了',
    explanation: 'CONNACK 说明不支持共享订阅。服务端可以关闭连接（0x9E）。',
    remedy: '不用 $share 订阅，以别的方式分配工作。',
  },
  'identifier-not-available': {
    title: '服务端不支持订阅标识符却使用了',
    explanation: 'CONNACK 说明不支持订阅标识符。服务端可以关闭连接（0xA1）。',
    remedy: '不要带订阅标识符。',
  },
  'overlapping-subscriptions': {
    title: '订阅重叠',
    explanation: '同一客户端的两个主题过滤器匹配相同的主题。服务端可能把每条消息发送两次。',
    remedy: '去掉较窄的那个，或用订阅标识符区分（MQTT 5）。',
  },
  'unsubscribe-refused': {
    title: 'UNSUBSCRIBE 被拒绝',
    explanation: '服务端没有结束订阅。消息会继续到来。',
    remedy: '原因码和原因字符串（如果有）说明了原因。',
  },
  'no-subscription-existed': {
    title: '取消了不存在的订阅',
    explanation: '没有订阅恰好使用此主题过滤器，所以什么也没有结束。过滤器逐字符比较。',
    remedy: '用订阅时完全相同的主题过滤器取消订阅。',
  },
  'nobody-subscribed': {
    title: '无人订阅的消息',
    explanation:
      '此主题与本会话开始以来订阅过的任何主题过滤器都不匹配。有些服务端会自行为客户端订阅。',
    remedy: '若服务端有意如此，请静音此规则；否则查找它弄混了什么。',
  },
  'delivered-above-granted': {
    title: '消息的 QoS 高于授予的',
    explanation: '消息最多以匹配订阅被授予的 QoS 到达。',
    remedy: '请修正服务端。',
  },
  'delivered-above-published': {
    title: '消息的 QoS 高于发布时的',
    explanation:
      '某客户端以较低的 QoS 发送过主题和载荷相同的消息，而未见有谁以这个 QoS 发送。服务端应以发布与授予的 QoS 中较低者投递。',
    remedy: '查看是否另有客户端发布了同样的消息；若没有，请修正服务端，或关闭提升 QoS 的设置。',
  },
  'retained-not-wanted': {
    title: '不想要的保留消息',
    explanation: '所有匹配的订阅都要求不要保留消息、其他消息的 RETAIN 为 0，而这里 RETAIN 为 1。',
    remedy: '请修正服务端对保留消息的处理。',
  },
  'retained-sent-again': {
    title: '订阅已存在却又发送保留消息',
    explanation:
      'SUBSCRIBE 只在订阅是新的时才要保留消息，而订阅已经存在，保留消息却比请求的多来了一次。',
    remedy: '请修正服务端对保留消息的处理。',
  },
  'unknown-subscription-identifier': {
    title: '无人设置过的订阅标识符',
    explanation: 'PUBLISH 带有本会话中没有任何 SUBSCRIBE 使用过的订阅标识符。',
    remedy: '请修正服务端；客户端可能把消息交给错误的地方。',
  },
  'retain-not-available': {
    title: '服务端不支持保留消息却使用了',
    explanation: 'CONNACK 说明不支持保留消息。服务端可以关闭连接（0x9A）。',
    remedy: '发布时不带 RETAIN。',
  },
  'qos-above-maximum': {
    title: 'QoS 高于服务端的上限',
    explanation: 'CONNACK 给出了更低的 Maximum QoS。服务端可以关闭连接（0x9B）。',
    remedy: '最多以服务端的 Maximum QoS 发布。',
  },
  'will-qos-above-maximum': {
    title: '遗嘱的 QoS 高于服务端的上限',
    explanation: '服务端接受了一个 QoS 高于其声明所支持的遗嘱。',
    remedy: '使用更低的遗嘱 QoS。',
  },
  'will-retain-not-available': {
    title: '服务端不支持保留消息，遗嘱却要保留',
    explanation: '服务端接受了要保留的遗嘱，却说明不支持保留消息。',
    remedy: '使用不带 RETAIN 的遗嘱。',
  },
  'alias-above-maximum': {
    title: '主题别名超出上限',
    explanation: '接收方声明的主题别名更少，或没有。它可以结束连接（0x94）。',
    remedy: '使用 1 到接收方 Topic Alias Maximum 之间的别名。',
  },
  'packet-too-large': {
    title: '报文超出最大长度',
    explanation: '接收方声明了更小的 Maximum Packet Size。它可以结束连接（0x95）。',
    remedy: '发送更小的报文，或声明更大的上限。',
  },
  'message-expired': {
    title: '消息已过期',
    explanation:
      '消息发布或到达时已没有剩余时间，或到达时已超过其寿命。服务端会删除这样的消息，可能没有人收到。',
    remedy: '使用更长的 Message Expiry Interval，或不设置。',
  },
  'dollar-topic': {
    title: '向以 $ 开头的主题发布',
    explanation: '以 $ 开头的主题属于服务端。对 # 和 +/… 的订阅不匹配它们。',
    remedy: '只按服务端文档的说明使用。',
  },
  'leading-slash': {
    title: '主题以斜杠开头',
    explanation: '开头的斜杠产生一个空的第一层：/a/b 与 a/b 是两个主题，+/b 不匹配 /a/b。',
    remedy: '两侧都去掉开头的斜杠。',
  },
} as const satisfies Partial<Record<ConversationRuleId, RuleWords>>;
