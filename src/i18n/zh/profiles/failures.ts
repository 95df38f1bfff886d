import { say } from '../../../base/message.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { REASON_NAMES } from '../codes/reasonNames.ts';
import { numbered } from '../codes/standardCodes.ts';
import { lineFailures } from '../ends/lineFailures.ts';
import { connectionFacts } from '../facts/connectionFacts.ts';

export const failures: Texts['failures'] = {
  why: (fact) => say(connectionFacts, fact),
  announce: {
    subscription: (filter, why) => `未发送 ${filter} 的订阅：${why}`,
    published: (topic, why) => `发往 ${topic} 的消息未发送：${why}`,
    fault: (message) => `出错：${message}`,
  },
  refusedText: 'Broker 在 CONNACK 中返回此码，并断开了连接。',
  disconnectedText: 'Broker 以 DISCONNECT 断开了连接。',
  reasonString: '原因字符串：',
  noRetry: (code) => `${numbered(code)}，不自动重试`,
  noRetryAtAll: '不自动重试',
  retryNow: '立即重试',
  stop: '停止',
  remedies: {
    chooseCa: '选择 CA 证书…',
    trustThis: '仅信任此证书',
    enterPassword: '输入密码',
    overCompanion: '改由配套程序连接',
    overCompanionTitle: '配套程序能说明失败的确切原因，也可以使用您自己的 CA 证书。',
    use: (what) => `改用 ${what}`,
  },
  editConnection: '编辑连接',
  showPackets: '查看报文',
  reconnecting: '等待重连',
  nextTry: (attempt, seconds) => `${seconds} 秒后第 ${attempt} 次尝试`,
  trying: (attempt) => `正在进行第 ${attempt} 次尝试`,
  refusedUnknown: '被拒绝，返回的码在标准中没有定义',

  advice: {
    badCredentials: '请对照 Broker 检查用户名和密码，注意大小写和空格。',
    badMethod:
      'Broker 不接受此认证方法。请在表单的 MQTT 5 部分更改密码的使用方式：使用其他方法，或在 CONNECT 中发送。',
    notAuthorized:
      'Broker 不允许此客户端接入：可能需要用户名和密码，也可能被访问规则或客户端 ID 限制。',
    notAuthorizedUser:
      'Broker 不允许此客户端接入：用户名或密码可能有误，也可能被访问规则或客户端 ID 限制。',
    clientId: 'Broker 不接受此客户端 ID。请换一个，或留空由 Broker 分配。',
    version: 'Broker 不支持此协议版本。请在编辑器中另选。',
    unavailable: 'Broker 在线，但暂时无法提供服务。稍后重试可能有效。',
    takenOver:
      '另一个客户端以相同的客户端 ID 接入，此连接被挤下线。重试会反过来把对方挤下线：请为本标签页设置不同的客户端 ID。',
    moved: 'Broker 要求改用另一个 Broker。',
    tooLarge: '有报文超过了 Broker 允许的大小。请发送较小的消息，或在 Broker 上调高限制。',
    quota: '达到了 Broker 的限额：连接、消息或字节过多。请减少发送，或在 Broker 上调高限额。',
    willInvalid: '遗嘱未被接受：请检查遗嘱的主题、QoS 和保留标志。',
    ours: 'Broker 认为本客户端发送的内容违反了协议。具体字节见报文列表。',
    other: 'Broker 的日志中可能有更多信息。',
  },

  deviceAdvice: {
    clientId:
      '平台不接受此客户端 ID 或随附内容：竖线（| |）之间缺少参数或参数有误，竖线之前超过 64 个字符，或心跳间隔不在 30 至 1200 秒之间。',
    unavailable: '云端暂时无法提供服务，或此设备、此账号在短时间内连接过于频繁。稍后可能恢复。',
    signature:
      '平台不接受此签名。签名是用这里填写的内容算出的，因此其中某一项有误，或平台上没有此设备。',
    refused: '设备在平台上被禁用，或签名有误：部分地域对错误的 DeviceSecret 也返回此返回码。',
    disabled: '也可能设备在平台上被禁用：请在控制台查看。',
    token:
      '平台不接受 HTTPS 认证得到的 ID 和 token（iotId、iotToken）。每次尝试都会重新获取；请检查两个地址是否属于同一地域。',
    takenOver:
      '有人以此设备的身份从其他地方登录，而平台只允许每台设备有一个连接。重试会反过来把对方挤下线：建议使用测试设备。',
  },
  reasonCode,
  reason: (name) => REASON_NAMES.get(name.toLowerCase()) ?? name,
  codeName: (code, of) => {
    if (of === 'mqtt') return numbered(code);
    return of === 'close' ? `关闭码 ${code}` : code;
  },
  likelyCauses: '平台没有给出更多信息。请依次检查：',
  secretEntered:
    '这里填写的 DeviceSecret：请从控制台重新复制，不要带入空格。密钥可能已被重置，或属于另一台设备，或其实是 ProductSecret。',
  namesEntered: 'ProductKey 和 DeviceName：必须与控制台完全一致，包括大小写。',
  madeElsewhere: '若登录由其他程序发起，其 CONNECT 报文详情中的“校验 MQTT 连接参数”会逐项比较。',
  platformVerdict: '本地平台的判断',
  secretElsewhere:
    '各字段格式正确，单个字符之差也得不出此密码：这里填写的 DeviceSecret 是另一个。请重新复制。',
  nearest: (part, at) =>
    `${part === 'deviceName' ? 'DeviceName' : 'ProductKey'} 与平台上的一台设备从第 ${at} 个字符起不同：`,
  signedDiffers: (where) => `设备侧与平台侧待签名字符串：${where}`,
  showPlatform: '在“平台”中查看',
  doubted: (field, note) => `${field}：${note}`,

  unreachable: 'WebSocket 未能建立',
  line: ({ key, args }) =>
    key !== 'certificate'
      ? '配套程序未能连接'
      : args.fault === 'name'
        ? '服务器证书是签发给其他名称的'
        : '服务器证书不受信任',
  lineWhy: (failure) => say(lineFailures, failure),
  noBridge: '浏览器无法连接此地址',
  noBridgeWhy: {
    'no-companion':
      '配套程序（mqttscope serve）可以代理连接，但目前没有响应，或以 --no-bridge 运行。请在本机启动 mqttscope 并从中打开本应用；或改用 ws:// 或 wss:// 地址，并清空“配套程序”中的设置。',
    'no-pass':
      '配套程序只为有权控制它的页面代理连接。请打开配套程序打印的地址（末尾为 #token=…），或改用 ws:// 或 wss:// 地址。',
    refused: '配套程序也没有连接：',
  },
  unreachableTab: '页面内置 Broker 未能启动',
  unreachableForbidden: '浏览器拒绝尝试连接',
  reachedBefore: '此地址在本标签页中曾连接成功，地址无误：Broker 已停止或正在重启，或网络中断。',
  overCompanion: '配套程序可以代理浏览器不支持的普通 MQTT 连接。点击一个地址，将其填入表单：',
  noCompanion:
    '浏览器只能使用 WebSocket。配套程序（mqttscope serve）还能代理普通 MQTT 连接（mqtt://、mqtts://）：在 mqttscope 的代码目录中运行 npm start，再打开配套程序打印的地址。',
  companionWithoutBridge:
    '配套程序可以代理浏览器不支持的普通 MQTT 连接（mqtt://、mqtts://），但此次以 --no-bridge 启动。',
  companionSaw: (why) => `浏览器不提供原因。配套程序尝试了同一地址：${why}`,
  unreachableWhy: '浏览器不提供原因。可能的原因（按可能性排列）：',
  causes: {
    'mixed-content': '经 HTTPS 打开的页面不得使用 ws://。',
    'plain-mqtt-port': '该端口通常是 MQTT over TCP，而非 WebSocket。',
    'maybe-plain-mqtt': '该端口可能是 MQTT over TCP，而非 WebSocket。',
    'not-listening': '该地址和端口没有服务在监听，或网络不可达。',
    'wrong-path': '有服务在监听，但此路径下没有 MQTT。',
    tls: '证书不受信任，或该端口不支持 TLS。',
    'needs-tls': '该端口要求 TLS，而地址是 ws://。',
    'maybe-needs-tls': '该端口可能要求 TLS，而地址是 ws://。',
    'local-network-permission': '浏览器需要授权才能访问本地网络中的设备。',
    'refused-handshake': '服务器不接受子协议 mqtt，或不接受本页面的来源（Origin）。',
    'blocked-port': '无论该端口上有什么服务，浏览器都禁止连接。',
    'worker-missing': '脚本无法加载：提供本页面的服务器可能已停止。',
  },
  next: {
    'use-wss': '改用 wss://。',
    'open-app-over-http': '或通过 http:// 打开本页面。',
    'use-websocket-port': '使用 Broker 的 WebSocket 端口，常见为 9001、8083 或 8080。',
    'check-broker-runs': '检查 Broker 是否在运行。',
    'check-host-and-port': '检查主机和端口。',
    'try-path-mqtt': '试试路径 /mqtt。',
    'try-path-root': '试试路径 /。',
    'open-https-once': '在新标签页用 https:// 打开该地址一次，看浏览器如何提示。',
    'use-ws': '若该端口不支持 TLS，也可用 ws://。',
    'allow-local-network': '在浏览器的网站设置中允许访问本地网络。',
    'check-websocket-listener': '检查 Broker 在该地址是否有 WebSocket 监听器。',
    'use-other-port': '让 Broker 监听其他端口。',
    'reload-page': '刷新页面。',
  },

  noConnack: 'CONNECT 没有响应',
  noConnackTimedOut:
    'WebSocket 已建立，但未按时收到 CONNACK。监听的可能不是 MQTT Broker，或 Broker 已卡住。',
  noConnackClosed:
    'WebSocket 已建立，但 Broker 未发送 CONNACK 就断开了连接。Broker 不支持该协议版本，或监听的不是 MQTT Broker 时会这样。',
  noConnackBridged: (timedOut) =>
    timedOut
      ? '配套程序已连接，但未按时收到 CONNACK。请检查该端口是否要求 TLS（8883 通常如此），以及 Broker 是否卡住。'
      : '配套程序已连接，但 Broker 未发送 CONNACK 就断开了连接。多半是该端口要求 TLS（8883 通常如此）或客户端证书，或者 Broker 不接受协议版本、客户端 ID 或凭据。请查看 Broker 的日志。',
  noConnackTab: (timedOut) =>
    timedOut
      ? '页面内置 Broker 未在规定时间内返回 CONNACK。可能被故障规则或单步模式拦截。'
      : '页面内置 Broker 未发送 CONNACK 就断开了连接。重启期间，或故障规则要求时会这样。',
  lost: '连接已断开',
  lostText: 'WebSocket 意外断开：Broker 已停止，或中间网络中断。',
  lostDevice: '有人以此设备的身份从其他地方登录时，连接也会这样断开。',
  displaced: '可能有人以此设备的身份从其他地方登录',
  displacedText:
    '连接连续两次在 CONNACK 之后 30 秒内无故断开。平台只允许每台设备有一个连接：每次登录都会把对方挤下线。重试会再次如此；建议使用测试设备。',
  displacedElse:
    '若没有其他人以此设备登录，请查看最后发出的报文：平台遇到不接受的内容（例如 QoS 2）也会断开连接。',
  lostTab: '页面内置 Broker 未说明原因就断开了连接。重启时，或故障规则、预设场景要求时会这样。',
  culpritFilter: (filter) =>
    `发送对 ${filter} 的 SUBSCRIBE 后，Broker 未响应就立即断开了连接：很可能不接受这一主题过滤器。今后暂不发送。`,
  culpritMessage: (topic, qos) =>
    `向 ${topic} 发送 QoS ${qos} 的 PUBLISH 后，Broker 未响应就立即断开了连接：很可能不接受这一消息。今后暂不发送。`,
  culpritAgain: (topic, qos) =>
    `发送 QoS ${qos} 的 PUBLISH（这次发往 ${topic}）后，Broker 再次未响应就立即断开了连接：很可能不接受 QoS ${qos}，或不接受这一主题。此消息今后暂不发送。`,
  culpritChoices: '可在已发送列表中选择“以 QoS 1 发送”“重试”或“丢弃”。',
  answeredFilter: (filter) =>
    `此 DISCONNECT 紧接在对 ${filter} 的 SUBSCRIBE 之后收到：很可能 Broker 不接受这一主题过滤器。今后暂不发送。`,
  answeredMessage: (topic, qos) =>
    `此 DISCONNECT 紧接在发往 ${topic} 的 QoS ${qos} PUBLISH 之后收到：很可能 Broker 不接受这一消息。今后暂不发送。`,
  atMostOnce: '此 Broker 不支持或不允许 QoS 2：消息以 QoS 0 到达',
  awaitsAcks: 'Broker 很可能正在等待确认',
  awaitsAcksText: (about) => `同时约有 ${about} 条消息未确认。消息可能迟到，或被 Broker 丢弃。`,
  subscribeWith: (qos) => `以 QoS ${qos} 订阅`,
  passedOver: (count) => `已略过 ${grouped(count)} 个格式错误的报文`,
  passedOverText: () =>
    '报文列表中标出了它们的错误。其中的内容未被处理，也未被响应；无法从字节中切分出报文时，会跳过该 WebSocket 帧的其余部分。',
  showPassedOver: '显示问题',
  closeReason: 'Broker 给出的原因：',
  keepAlive: '连接已断开：没有 PINGRESP',
  keepAliveText: 'PINGREQ 发出后未按时收到 PINGRESP。中间网络中断，或 Broker 已卡住。',
  broken: '连接已断开：收到的内容违反标准',
  brokenPacket: (number) => `详见列表中的报文 ${grouped(number)}。`,
  invalid: '这些设置无法使用',

  notLoaded: '设备登录功能未能加载',

  preAuth: '未取得该设备的 token',
  preAuthAt: (url) => `CONNECT 之前须先在 ${url} 完成 HTTPS 认证。`,
  preAuthCodes: {
    auth: '签名不符。请检查 ProductKey、DeviceName，尤其是 DeviceSecret；最常见的原因是复制时带入了空格。',
    parameter: '平台无法识别请求中的某个字段。请检查 ProductKey、DeviceName、客户端 ID 和时间戳。',
    failed: '平台自身出错。稍后重试可能有用。',
    device: '平台上没有该设备。请检查 ProductKey、DeviceName 和地域。',
    type: '该产品的设备使用其他认证方式（例如 X.509 或 ID²）。此处用于 DeviceSecret。',
    disabled: '设备在平台上被禁用。请在控制台启用。',
    other: '平台的响应中可能有更多说明。',
  },
  preAuthErrors: {
    'not-understood': '该地址不是平台的 HTTPS 认证服务。请检查地址；也可改为直连。',
    'no-companion':
      '平台不允许网页读取其响应，须由配套程序（mqttscope serve）代为请求。请在本机启动 mqttscope 并从中打开本应用，或改为直连。',
    'no-platform': '页面内置 Broker 不向设备发放 token。',
    'no-token':
      '配套程序只为有权控制它的页面代为请求。请打开配套程序打印的地址（末尾为 #token=…），或改为直连。',
    relay: '配套程序未能代为请求。',
    unreachable: '请求未能送达。请检查地址，以及服务器是否在运行。',
    'timed-out': '15 秒内没有响应。请检查地址和网络。',
  },
  preAuthOfTab: '地址留空即向页面内置 Broker 请求。',
  preAuthSaid: '响应内容：',

  sessionLost: '会话已丢失',
  sessionLostText:
    '已重新连接，但 Broker 上没有此客户端 ID 的会话。一并丢失的有：离线期间排队的消息，以及尚未完成的 QoS 1、QoS 2 交互。',
  sessionLostSubscriptions: (count) =>
    count === 0 ? '没有需要恢复的订阅。' : `已重新建立 ${grouped(count)} 个订阅。`,
  sessionLostUnknown: (count) => `${grouped(count)} 条未确认的消息结果未知。`,
};
