/** Rules on connections, sessions and keep alive. */
import type { ConversationRuleId } from '../../../engine/rules/rules.ts';
import type { RuleWords } from '../../en/told.ts';

const UNIQUE = '给每个客户端一个自己的客户端标识符：标签页、进程或设备之间不能共用。';

export const CONNECTION_RULES = {
  'first-packet-not-connect': {
    title: '第一个报文不是 CONNECT',
    explanation: '客户端必须先用 CONNECT 说明自己的身份。否则服务端不作应答就关闭连接。',
    remedy: '每个新连接都先发送 CONNECT；检查重连时是否也如此。',
  },
  'second-connect': {
    title: '同一连接上的第二个 CONNECT',
    explanation: '一个连接上 CONNECT 只能出现一次。服务端把第二个视为违规并关闭连接。',
    remedy: '要再次连接，请新建一个连接。',
  },
  'client-before-connack': {
    title: '客户端在 CONNACK 之前发送',
    explanation:
      '客户端可以不等 CONNACK 就发送。但若服务端拒绝连接，这些报文都不会被处理；在 MQTT 5 中，客户端此时也还不知道服务端的限制。',
    remedy: '除非每一毫秒都重要，否则请等到 CONNACK。',
  },
  'server-before-connack': {
    title: '服务端在 CONNACK 之前发送',
    explanation:
      '服务端的第一个报文是 CONNACK（MQTT 5 中之前可以有 AUTH）。否则客户端无法知道是否已连接，可以关闭连接。',
    remedy: '请修正服务端；过早恢复会话的 Broker 曾有此缺陷。',
  },
  'packet-during-authentication': {
    title: '客户端在认证期间发送了其他报文',
    explanation: '指定了认证方法的客户端，在收到 CONNACK 之前只能发送 AUTH 和 DISCONNECT。',
    remedy: '在 CONNACK 之前扣住其他所有报文。',
  },
  'unexpected-connack': {
    title: '无人请求的 CONNACK',
    explanation: '之前没有 CONNECT，或它已得到应答。客户端会关闭连接。',
    remedy: '请修正服务端，或中间的设备。',
  },
  'connack-missing': {
    title: '连接在 CONNACK 之前结束',
    explanation:
      'CONNECT 没有得到应答。服务端认为 CONNECT 格式错误或不支持其版本时会这样关闭；代理后面没有监听者时也是如此。',
    remedy: '试试 MQTT 3.1.1，检查端口和路径，并查看 Broker 的日志。',
  },
  'refused-credentials': {
    title: '凭据被拒绝',
    explanation: '服务端不接受用户名和密码，或未授权此客户端连接。',
    remedy: '检查用户名、密码和客户端标识符；若是签名得来的，还要检查时钟和密钥。',
  },
  'refused-version': {
    title: 'MQTT 版本被拒绝',
    explanation: '服务端不支持 CONNECT 请求的版本。',
    remedy: '换一个版本连接，最常见的是 MQTT 3.1.1。',
  },
  'refused-client-id': {
    title: '客户端标识符被拒绝',
    explanation: '服务端不允许此客户端标识符：其形式不对，或使用者不对。',
    remedy: '查阅服务端要求怎样的标识符；有些云平台有明确规定。',
  },
  'server-unavailable': {
    title: '服务端不可用',
    explanation: '服务端在，但现在不能接受连接：繁忙、正在关闭或超出配额。',
    remedy: '稍后再试，并逐次加长间隔。',
  },
  'connection-refused': {
    title: '连接被拒绝',
    explanation: '服务端用一个拒绝码应答了 CONNECT。',
    remedy: '拒绝码和原因字符串（如果有）说明了原因。',
  },
  'server-moved': {
    title: '服务端指向另一台服务端',
    explanation: '服务端要求客户端改用另一台服务端：暂时（0x9C）或永久（0x9D）。',
    remedy: '连接到 Server Reference 指出的服务端。',
  },
  'sends-after-refusal': {
    title: '服务端拒绝连接之后仍在发送',
    explanation: '发出拒绝的 CONNACK 之后，服务端应关闭连接，不再发送任何内容。',
    remedy: '请修正服务端。',
  },
  'assigned-client-id-missing': {
    title: '客户端没有被告知其标识符',
    explanation: '客户端的标识符为空，而 CONNACK 没有说明分配了哪一个。它无法再回到自己的会话。',
    remedy: '自己给出客户端标识符，或修正服务端。',
  },
  'response-information-unasked': {
    title: '未请求的 Response Information',
    explanation: 'CONNECT 没有请求，CONNACK 却带有 Response Information。',
    remedy: '在 CONNECT 中请求它，或修正服务端。',
  },
  'problem-information-unasked': {
    title: '不想要的原因字符串或用户属性',
    explanation:
      'CONNECT 要求不带问题信息，而 PUBLISH、CONNACK 和 DISCONNECT 以外的报文带了它。客户端可以关闭连接。',
    remedy: '请修正服务端。',
  },
  'unexpected-auth': {
    title: '无人请求的 AUTH',
    explanation: 'AUTH 属于 CONNECT 指定方法后开始的认证，或客户端重新开始的认证。',
    remedy: '在 CONNECT 中指定认证方法，或不发送 AUTH。',
  },
  'auth-method-changed': {
    title: '认证方法改变了',
    explanation: 'AUTH 和 CONNACK 必须使用 CONNECT 中的方法。',
    remedy: '整个连接只使用一种方法。',
  },
  'keep-alive-off': {
    title: '心跳已关闭',
    explanation:
      '心跳为 0 时，双方都察觉不到死连接：客户端看似已连接，却什么也收不到，其遗嘱也不会发布。',
    remedy: '使用 30 到 300 秒。',
  },
  'session-present-after-clean-start': {
    title: 'Clean Start 之后却存在会话',
    explanation: '客户端要求新会话，CONNACK 却说恢复了旧会话。双方对订阅和未完成消息的认识不一致。',
    remedy: '请修正服务端；客户端应关闭并重新连接。',
  },
  'session-lost': {
    title: '会话丢失',
    explanation: '客户端回到一个本应存在的会话，而服务端没有它。订阅没有了，等待中的消息也没有了。',
    remedy:
      '每当 CONNACK 的 Session Present 为 0 时重新订阅；检查服务端对会话的限制以及它是否重启过。',
  },
  'taken-over': {
    title: '连接被抢占',
    explanation: '别人用同一个客户端标识符连接，服务端因此结束了这个连接。',
    remedy: UNIQUE,
  },
  'client-id-in-two-streams': {
    title: '两个连接使用同一客户端标识符',
    explanation: '新连接使用了另一个仍打开着的连接的标识符。服务端必须结束较旧的那个。',
    remedy: UNIQUE,
  },
  'client-id-in-two-tabs': {
    title: '两个标签页使用同一客户端标识符',
    explanation:
      '本应用的另一个连接（在此浏览器标签页或另一个中）在同一服务端使用此客户端标识符。服务端只保留其中一个：它们互相抢占。',
    remedy: '断开其中一个，或给它自己的客户端标识符。',
  },
  'client-id-contested': {
    title: '同一标识符的连接一再被抢占',
    explanation:
      '此客户端标识符的连接被较新的连接抢占：两个标签页、进程或设备共用一个标识符而互相抢占时如此，客户端在旧连接被发现已断之前又回来时也如此。',
    remedy: UNIQUE,
  },
  'short-connections': {
    title: '连接刚开始就结束',
    explanation:
      '同一客户端的连接被接受后几秒内又无声地断开。对 MQTT 3.1.1 的服务端来说，两个客户端共用一个标识符就是这样；服务端因不允许的发布或订阅而结束连接时也是这样。',
    remedy: '看看每次结束前客户端发送了什么，以及它的标识符是否在别处使用。',
  },
  'reconnect-storm': {
    title: '重连风暴',
    explanation: '一个客户端几秒内一再连接。这给服务端的负担比消息还大，服务端会因此封禁。',
    remedy: '找出连接结束的原因，并让客户端每次失败后等得更久。',
  },
  'session-expiry-raised': {
    title: 'DISCONNECT 中设置了会话过期时间',
    explanation: 'CONNECT 让会话随连接结束，DISCONNECT 不能再延长它。这是协议错误。',
    remedy: '在 CONNECT 中设置大于 0 的 Session Expiry Interval。',
  },
  'sends-after-disconnect': {
    title: 'DISCONNECT 之后的报文',
    explanation: 'DISCONNECT 是发送方的最后一个报文。之后的内容会被忽略。',
    remedy: '在 DISCONNECT 之前发送完所有内容，之后关闭连接。',
  },
  'closed-without-disconnect': {
    title: '连接没有 DISCONNECT 就结束',
    explanation: '连接结束了，双方都没有告别：网络故障、程序退出，或服务端未说明原因就关闭。',
    remedy: '有计划地结束时发送 DISCONNECT。否则检查网络和 Broker 的日志。',
  },
  'will-due': {
    title: '连接没有 DISCONNECT 就结束：应发布遗嘱',
    explanation:
      '带遗嘱的连接没有 DISCONNECT 就结束，服务端必须发布遗嘱（MQTT 5 中在延迟之后，除非客户端届时已回来）。',
    remedy: '有计划地结束时发送 DISCONNECT；否则遗嘱正在履行它的职责。',
  },
  'server-disconnected': {
    title: '服务端结束了连接',
    explanation: '服务端发送了 DISCONNECT。其原因码说明了原因。',
    remedy: '原因码和原因字符串（如果有）说明该改什么。',
  },
  'client-reported-error': {
    title: '客户端因错误结束了连接',
    explanation: '客户端发送了带错误码的 DISCONNECT：它不接受收到的内容。',
    remedy: '看看服务端紧接在此之前的报文。',
  },
  'server-keep-alive-timeout': {
    title: '服务端结束了连接：心跳超时',
    explanation: '服务端在 1.5 倍心跳时间内没有收到客户端的任何内容（0x8D）。',
    remedy: '让客户端按时发送 PINGREQ。浏览器会减慢隐藏标签页的定时器：请放在 Worker 中。',
  },
  'keep-alive-near-miss': {
    title: '心跳险些超时',
    explanation: '客户端沉默的时间超过了心跳时间。服务端会等 1.5 倍；再有延迟连接就会结束。',
    remedy: '早一点发送 PINGREQ，或使用更长的心跳时间。',
  },
  'keep-alive-breach': {
    title: '违反心跳',
    explanation: '客户端沉默超过 1.5 倍心跳时间。服务端必须像网络故障那样结束连接。',
    remedy: '按时发送 PINGREQ；检查是否有阻塞的循环、休眠的设备或变慢的定时器。',
  },
  'server-keep-alive-ignored': {
    title: '忽略了服务端的心跳时间',
    explanation: 'CONNACK 给出了比 CONNECT 更短的心跳时间，而客户端沉默得更久。',
    remedy: '让客户端使用 CONNACK 的 Server Keep Alive。',
  },
  'keep-alive-not-enforced': {
    title: '服务端保留了沉默的客户端',
    explanation: '客户端沉默超过两倍心跳时间，服务端仍在发送。死连接会一直留在那里。',
    remedy: '检查服务端的心跳设置；有些服务端有意放宽。',
  },
  'ping-unanswered': {
    title: 'PINGREQ 没有得到应答',
    explanation: '没有看到 PINGRESP：服务端卡住，或连接已死而无人察觉。',
    remedy: '关闭连接并重新连接；检查服务端负载和网络。',
  },
  'unexpected-pingresp': {
    title: '无人请求的 PINGRESP',
    explanation: 'PINGRESP 应答 PINGREQ；这里没有可应答的。',
    remedy: '请修正服务端，或中间的设备。',
  },
} as const satisfies Partial<Record<ConversationRuleId, RuleWords>>;
