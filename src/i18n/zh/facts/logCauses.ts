/** 日志中的原因及补救办法。应用中已有的句子直接使用。 */
import { type CountedCause, isOfEnd, type LogCauses } from '../../../alibaba/logs/logCauses.ts';
import { say, type Words } from '../../../base/message.ts';
import { NO_CONNACK, remedyOf } from '../ends/endCauses.ts';
import { certificateFaults, lineFailures } from '../ends/lineFailures.ts';

const NO_TCP = '请检查客户端的网络或 Wi-Fi、Broker 的地址和端口，以及途中的防火墙';

const BAD_CERTIFICATE = '客户端不接受 Broker 的证书。请为其提供 CA 证书，并使用证书中的名称。';
/** 客户端的警报，见于 Broker 的日志（RFC 8446，6.2）。 */
const CLIENT_ALERTS: ReadonlyMap<string, string> = new Map([
  ['unknown_ca', '客户端不信任签发 Broker 证书的 CA。请为客户端提供该 CA 的证书。'],
  ['certificate_unknown', BAD_CERTIFICATE],
  ['bad_certificate', BAD_CERTIFICATE],
  ['certificate_expired', '按客户端的时钟，Broker 的证书已过期。请更新证书，或校准时钟。'],
  [
    'protocol_version',
    '客户端与 Broker 没有共同支持的 TLS 版本。请更新客户端，或允许其版本（tls_version）。',
  ],
  ['handshake_failure', '客户端与 Broker 没有共同支持的密码套件。请对照双方的 TLS 设置。'],
]);

export const logCauses: Words<LogCauses> = {
  dns: ({ host }) =>
    host === undefined
      ? '无法解析域名。请检查拼写以及客户端的 DNS 服务器。'
      : `${lineFailures.dns({ host, isTemporary: false })}另请检查客户端的 DNS 服务器。`,
  'no-tcp': () => `TCP 没有连上：${NO_TCP}，并确认 Broker 正在运行。`,
  refused: ({ host, port, meant, isLocal }) =>
    [
      lineFailures.refused({ address: `${host}:${port}` }),
      ...(meant === undefined ? [] : [`是否应为 ${meant}？`]),
      ...(isLocal ? ['在容器中，localhost 是容器自身：请使用 Broker 所在容器的名称。'] : []),
    ].join(''),
  'tcp-timeout': () => `没有及时得到响应：${NO_TCP}。丢弃数据包的防火墙也会造成这种现象。`,
  'no-data-connection': () => '模组没有数据连接：请检查 SIM 卡、APN 和 PDP 上下文，或 Wi-Fi。',
  'pubsub-no-tcp': () =>
    'PubSubClient 没有建立 TCP 连接（-2）：请检查 Wi-Fi、Broker 的地址和端口，以及其所在机器的防火墙。没有配置 listener 的 Mosquitto 2 只接受本机的连接。',
  'local-only': () =>
    '没有配置 listener 的 Mosquitto 2 只接受本机的连接。请在其配置中加入 listener 1883，以及 allow_anonymous true 或 password_file。',
  'address-in-use': () =>
    '该端口已有程序在监听，多半是已在运行的另一个 Broker，例如系统服务。请停止其中之一，或使用其他端口。',
  tls: () =>
    'TLS 握手失败。请检查该端口是否使用 TLS（8883 通常使用，1883 不使用）、客户端中的 CA 证书、Broker 证书中的名称，以及双方的时钟。',
  'not-tls': () => lineFailures['no-tls']({}),
  certificate: ({ fault, host }) =>
    fault === 'self-signed'
      ? '服务器证书是自签名的。如果它是您自己的，请将其作为 CA 证书提供给客户端。'
      : fault === 'unknown-authority'
        ? `${certificateFaults[fault]('', [])}证书链中的自签名证书就是应提供的 CA 证书。`
        : certificateFaults[fault](host ?? '该名称', []),
  'server-alert': ({ alert }) => lineFailures['tls-alert']({ alert }),
  'client-alert': ({ alert }) =>
    `${CLIENT_ALERTS.get(alert) ?? '客户端终止了 TLS 握手，请查看其日志。'}（TLS 警报：${alert}）`,
  'certificate-wanted': () =>
    'Broker 要求客户端证书，而客户端没有提供。请为客户端配置证书和私钥，或关闭 require_certificate。',
  'client-certificate': () =>
    'Broker 不接受客户端证书。请检查签发它的 CA 是否为 Broker 的 cafile，以及它是否已过期。',
  websocket: ({ status }) =>
    status === undefined
      ? '服务器拒绝了 WebSocket。请检查地址、端口和路径（通常为 /mqtt）。'
      : lineFailures['no-websocket']({ status, server: undefined }),
  'mixed-content': () =>
    '通过 https:// 打开的页面只能使用 wss://。请使用 Broker 的 wss:// 地址，或用 http:// 打开页面。',
  'no-close-frame': () =>
    '浏览器不说明原因（1006）。可能是地址、端口或路径有误，证书不被接受，或连接被切断：请在标签页中用 https:// 打开该地址，并查看 Broker 的日志。',
  'no-connack': () => `连接在 CONNECT 之后断开，没有 CONNACK：${NO_CONNACK}。`,
  'connack-timeout': () =>
    'TCP 已连上，但没有及时收到 CONNACK：该端口要求 TLS 或使用其他协议，或者 Broker 或网络缓慢。请检查端口，并增大客户端的超时。',
  'aws-hang-up': () =>
    'AWS IoT 会不说明原因就断开：证书的策略不允许该客户端 ID（iot:Connect）或某个主题，另一个客户端使用相同的客户端 ID，或消息过大。请对照策略与客户端 ID。',
  connack: ({ code }) => {
    const remedy = code === undefined ? undefined : remedyOf(code);
    return remedy === undefined
      ? 'Broker 拒绝了客户端。请查看其日志。'
      : `Broker 拒绝了客户端：${remedy}。`;
  },
  'too-many-in-flight': () =>
    '等待确认的消息超过了客户端允许的数量（默认 10 条）。请等待之前的消息送达，或增大 setMaxInflight。',
  lost: () =>
    '已登录的连接断开：网络故障，或由对端断开。请查看 Broker 此时的日志，以及是否有另一个客户端使用相同的客户端 ID。',
  'closed-by-server': () =>
    '对端断开了已登录的连接：请查看 Broker 此时的日志。常见原因是相同的客户端 ID、重启、途中的空闲超时，或 Broker 的限制。',
  'closed-by-client': () =>
    '连接由客户端一侧或途中断开，没有 DISCONNECT：请查看客户端程序为何结束或重新连接，以及途中是否有代理、防火墙或 NAT。',
  'client-silent': () =>
    'Broker 在心跳间隔的 1.5 倍时间内没有收到客户端的任何数据：客户端卡住、休眠或断网。请让其及时发送 PINGREQ。',
  'no-pingresp': () =>
    'PINGREQ 没有得到响应：网络或 Broker 已断开或卡住。请检查两者；增大心跳间隔可容忍较慢的网络。',
  'taken-over': () =>
    '另一个连接使用了相同的客户端 ID。请为每个客户端设置不同的 ID，并检查程序是否运行了两份。',
  'own-disconnect': () => '客户端自己断开了连接，或并未连接。请查看其程序。',
  'sent-again': ({ bytes }) =>
    `存储的消息（最大 ${bytes} 字节）因未得到确认而重发：可能超出客户端的缓冲区，例如 PubSubClient 的 128 或 256 字节。请以 Clean Session 连接一次以清除这些消息，并增大缓冲区（setBufferSize）。`,
  'at-command': () => '模组不接受该指令。请对照手册检查语法、转义和长度，并先发送它之前的指令。',
  'always-after': ({ seconds, times }) =>
    `总是在相同的时间（${seconds} 秒）之后断开，共 ${times} 次：请查找这一时长的限制，例如代理、防火墙或 NAT 的空闲超时、token 的有效期，或客户端的定时器。`,
};

/** 多种断开及其次数。 */
export const countedCauses = (causes: readonly CountedCause[]): string => {
  const ends = causes.filter(({ cause }) => isOfEnd(cause));
  return causes
    .map(({ cause, times }) =>
      ends.length > 1 && isOfEnd(cause)
        ? `${times} × ${say(logCauses, cause)}`
        : say(logCauses, cause),
    )
    .join('');
};
