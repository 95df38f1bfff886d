/** `record` 向调用者报告的内容。句子的部分不带句号。 */
import { say } from '../../../base/message.ts';
import { closed } from '../../closed.ts';
import { connectionFacts } from '../../zh/facts/connectionFacts.ts';
import type { Recording } from '../en/recording.ts';

const failures: Recording['failures'] = {
  refused: (code) => `Broker 拒绝了连接：${code}。`,
  adviceSignIn: '请检查 --username 和密码（MQTTSCOPE_PASSWORD）。',
  adviceVersion: '请用 --protocol 选择另一个版本。',
  disconnected: (code) => `Broker 断开了连接：${code}。`,
  unreachable: (address, reason) => `无法连接 ${address}：${reason}`,
  wantsCertificate: (address) => `${address} 要求客户端证书。请用 --cert FILE 和 --key FILE 指定。`,
  silent: (address) => `已连上 ${address}，但没有收到 CONNACK。这是 MQTT 端口吗？`,
  endedEarly: (address, isTls) =>
    `已连上 ${address}，但对方没有发送 CONNACK 就断开了连接。这是 MQTT 端口吗，${
      isTls ? '是否要求客户端证书（--cert、--key）' : '是否要求 TLS'
    }？`,
  lost: (reason) => `连接已中断${reason === undefined ? '' : `（${reason}）`}。`,
  keepAlive: '连接超时：PINGREQ 发出后没有收到 PINGRESP。',
  preAuth: (address) => `未尝试连接 ${address}：未能获得 token（HTTPS 认证）。`,
  broken: (why, statement) => `连接已断开，因为 Broker 违反了规则：${why} [${statement}]`,
  stranger: (address, why, statement) =>
    `已连上 ${address}，但对方的响应不是 MQTT：${why} [${statement}]`,
};

const network: Recording['network'] = {
  noAnswer: '没有响应。',
  wantsCertificate: '服务器要求客户端证书。请用 --cert FILE 和 --key FILE 指定。',
  untrusted: (reason) =>
    `服务器证书不受信任（${reason}）。请用 --ca FILE 指定签发该证书的 CA，或用 --insecure 接受任何证书。`,
  noTls: (code) =>
    `服务器不使用 TLS（${code}）。请对此端口使用 mqtt:// 或 ws://，或改用其 TLS 端口（通常是 8883）。`,
  endedTls: '服务器在 TLS 握手期间断开了连接。此端口使用 TLS 吗？8883 通常使用，1883 不使用。',
  endedWebSocket:
    '服务器在 WebSocket 握手期间断开了连接。这是 WebSocket 端口吗？非 WebSocket 端口请使用 mqtt://。',
  httpStatus: (status) =>
    `服务器返回 HTTP 状态 ${status}，而不是 WebSocket。路径是否正确？通常是 /mqtt。`,
};

const answers: Recording['answers'] = {
  granted: (filter, qos) => `已订阅 ${filter}（QoS ${qos}）。`,
  grantedLess: (filter, qos, granted) =>
    `已订阅 ${filter}；请求的是 QoS ${qos}，授予的是 QoS ${granted}。`,
  refused: (filter, code) => `Broker 拒绝了对 ${filter} 的订阅：${code}。`,
  closedAfter: (filter) =>
    `在订阅 ${filter} 之后，Broker 没有响应就立即断开了连接：此订阅不会再次发送。`,
  endedFor: (filter, code) =>
    `因为对 ${filter} 的订阅，Broker 以 DISCONNECT ${code} 断开了连接：此订阅不会再次发送。`,
  notSent: (filter, why) => `没有发送对 ${filter} 的订阅：${why}`,
};

export const recording: Recording = {
  failures,
  network,
  answers,
  fact: (fact) => say(connectionFacts, fact),
  said: (code, words) => (words === undefined ? code : `${code}（“${words}”）`),
  sentence: (text) => closed(text, '。'),
  began: (address, place) => `正在从 ${address} 记录到 ${place}。`,
  standardOutput: '标准输出',
  ended: ({ packets, messages, bytes, seconds }, place, isWritten, by) =>
    `${seconds} 秒内有 ${packets} 个报文、${messages} 条消息、${bytes} 字节，${
      isWritten ? `已写入 ${place}` : `未写入：${place} 保持原样`
    }；结束原因：${by}。`,
  missed: '在达到 --count 或 --until 之前，--for 的时间已到（退出码 3）。',
  byFailure: '失败',
  bySignal: '信号',
  untilGivenUp:
    '--until 处理某些报文耗时过长，这些报文不匹配。请减少比较，或使用更简单的正则表达式。',
  untilNotChecked: (packets) => `--until 未检查 ${packets} 个报文。`,
  breaksRules: 'Broker 违反了规则：参见 "mqttscope problems"。记录继续。',
  connectedAgain: '已重新连接。',
  tryingAgain: (failure, seconds) => `${failure}将在 ${seconds} 秒后重试。`,
  insecure: '--insecure：不校验证书，任何响应的服务器都会视为该 Broker。',
  passwordSeen:
    '密码在参数中，本机所有用户都能看到；使用 MQTTSCOPE_PASSWORD 或 --password-file 可避免。',
};
