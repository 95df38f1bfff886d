/** 配套程序为何连不上服务器：发生了什么，怎么办。 */

import type { Words } from '../../../base/message.ts';
import type {
  CertificateError,
  LineFailures,
  LineStep,
} from '../../../connection/bridge/lineFacts.ts';
import { spaced } from '../codes/spaced.ts';

const STEPS: Readonly<Record<LineStep, string>> = {
  name: '域名解析',
  connect: '建立 TCP 连接',
  proxy: '经由代理',
  tls: 'TLS 握手',
  websocket: 'WebSocket 握手',
};

/** 关于服务器证书的句子及补救办法。 */
export const certificateFaults: Readonly<
  Record<CertificateError, (host: string, names: readonly string[]) => string>
> = {
  expired: () => '服务器证书已过期。请在服务器上更新证书，并检查本机时钟。',
  'not-yet': () => '服务器证书尚未生效。请检查两台机器的时钟。',
  name: (host, names) =>
    `服务器证书不是签发给 ${host} 的${names.length === 0 ? '' : `，而是签发给 ${names.join('、')} 的`}。请使用证书中的名称，或设置服务器名称（SNI）。`,
  'self-signed': () =>
    '服务器证书是自签名的。如果它是您自己的，请将其作为 CA 证书提供，或按指纹接受。',
  'unknown-authority': () =>
    '签发服务器证书的 CA 未知。请提供该 CA 的证书。若服务器只出示了自己的证书，可能遗漏了中间证书。',
  revoked: () => '服务器证书已被吊销。',
  purpose: () =>
    '服务器证书或其上级证书并非为服务器签发。请重新签发，扩展密钥用法须含 serverAuth。',
  other: () => '服务器证书未被接受。',
};

const PARTS: Readonly<Record<LineFailures['credential']['what'], string>> = {
  ca: 'CA 证书',
  cert: '客户端证书',
  key: '私钥',
  pfx: 'PKCS #12 文件',
  passphrase: '私钥密码',
  psk: '预共享密钥',
  'proxy-ca': '代理的 CA 证书',
};

/** 按标准中的名称（RFC 8446，6.2）。 */
const ALERTS: ReadonlyMap<string, string> = new Map([
  ['unknown_ca', '服务器不信任签发客户端证书的 CA。'],
  ['certificate_required', '服务器要求客户端证书。'],
  ['bad_certificate', '服务器不接受客户端证书，或要求提供证书。'],
  ['certificate_expired', '客户端证书已过期。'],
  ['certificate_unknown', '服务器不接受客户端证书。'],
  ['certificate_revoked', '客户端证书已被吊销。'],
  ['access_denied', '服务器不允许使用此客户端证书。'],
  ['handshake_failure', '双方没有共同支持的密码套件或版本，或者服务器要求客户端证书。'],
  ['protocol_version', '服务器不支持所提供的 TLS 版本。'],
  ['insufficient_security', '服务器要求更强的密码套件。'],
  ['unrecognized_name', '服务器没有此服务器名称（SNI）。'],
  ['no_application_protocol', '服务器不接受所提供的任何应用层协议（ALPN）。'],
  ['unknown_psk_identity', '服务器没有此预共享密钥的身份标识。'],
  ['decrypt_error', '服务器无法验证握手：使用预共享密钥时，身份标识或密钥可能有误。'],
  ['bad_record_mac', '握手内容无法解密：使用预共享密钥时，双方密钥不同。'],
]);

/** Errors of the proxy itself, before it contacted the broker. */
const PROXY: Readonly<Record<LineFailures['proxy-unusable']['why'], (proxy: string) => string>> = {
  dns: (proxy) => `无法解析代理 ${proxy} 的名称。请检查拼写。`,
  refused: (proxy) => `代理 ${proxy} 没有程序在监听。请检查代理是否运行，以及端口。`,
  unreachable: (proxy) => `配套程序无法到达代理 ${proxy}。请检查网络、VPN 或防火墙。`,
  closed: (proxy) =>
    `代理 ${proxy} 未响应就断开了连接。请检查它是否为此类代理，以及是否允许本机使用。`,
  'no-tls': (proxy) => `代理 ${proxy} 的该端口不使用 TLS。请使用 http://。`,
  'not-proxy': (proxy) =>
    `${proxy} 上运行的不是此类代理。请检查端口，以及应为 http:// 还是 socks5://。`,
  other: (proxy) => `无法使用代理 ${proxy}。`,
};

const PROXY_FAULTS: Readonly<Record<CertificateError, string>> = {
  expired: '已过期。请在代理上更新证书，并检查本机时钟。',
  'not-yet': '尚未生效。请检查两台机器的时钟。',
  name: '是签发给其他名称的。请在地址中使用证书中的名称。',
  'self-signed': '是自签名的。如果它是您自己的，请将其作为代理的 CA 证书提供。',
  'unknown-authority': '由此处未知的 CA 签发。请将该 CA 的证书作为代理的 CA 证书提供。',
  revoked: '已被吊销。',
  purpose: '或其上级证书并非为服务器签发。请重新签发，扩展密钥用法须含 serverAuth。',
  other: '未被接受。',
};

/** By number (RFC 1928, 6). */
const REPLIES: readonly string[] = [
  '代理返回了标准未定义的响应码',
  '代理没有说明原因，请查看代理的日志',
  '代理的规则不允许连接此 Broker，或不允许此用户',
  '代理没有到 Broker 所在网络的路由',
  '代理无法到达该主机，或无法解析其名称',
  '该地址没有程序在监听，或被防火墙拒绝。请检查 Broker 是否运行，以及端口',
  'Broker 未及时响应代理',
  '代理不支持向服务器建立连接（CONNECT）',
  '代理不支持此类地址。请改用 Broker 的 IPv4 地址或名称',
];

const NOT_PASSED_ON =
  '多半是 Broker 前面的代理没有转发升级请求：请为其配置 HTTP 1.1 以及 Upgrade 和 Connection 头。有些服务器在路径（通常为 /mqtt）错误时也这样响应。';
const BROKER_NOT_REACHED =
  '响应多半来自代理，而它无法到达后面的 Broker：请检查 Broker 是否在运行，以及代理配置中的地址和端口。';
const NOT_PERMITTED = '服务器或其前面的代理要求登录才能访问该路径，或不接受该网页的来源。';
const ELSEWHERE = '服务器指向另一个地址：多半需要 wss://，或另一个路径，通常为 /mqtt。';
/** By HTTP status. */
const HTTP_ADVICE: ReadonlyMap<number, string> = new Map([
  [301, ELSEWHERE],
  [302, ELSEWHERE],
  [307, ELSEWHERE],
  [308, ELSEWHERE],
  [400, `${NOT_PASSED_ON}也可能该端口需要 wss://。`],
  [401, NOT_PERMITTED],
  [403, NOT_PERMITTED],
  [429, '服务器限制客户端的连接频率：请稍后再试。'],
  [426, NOT_PASSED_ON],
  [502, BROKER_NOT_REACHED],
  [503, BROKER_NOT_REACHED],
  [504, BROKER_NOT_REACHED],
]);

/** The path of a Unix socket. */
const isPath = (address: string): boolean => address.startsWith('/');

const CLOSED_AT: Partial<Readonly<Record<LineStep, string>>> = {
  tls: '该端口可能不使用 TLS：8883 通常使用，1883 不使用。',
  websocket: '该端口可能不使用 WebSocket：不使用 WebSocket 的端口请用 mqtt://。',
};

export const lineFailures: Words<LineFailures> = {
  dns: ({ host, isTemporary }) =>
    isTemporary
      ? `暂时无法解析名称 ${host}。请检查配套程序所在机器的网络。`
      : `名称 ${host} 不存在。请检查拼写。`,
  refused: ({ address }) =>
    `${address} 上没有程序在监听。请检查 Broker 是否在运行，以及${isPath(address) ? '路径' : '端口'}。`,
  'not-permitted': ({ address }) =>
    isPath(address)
      ? `配套程序的用户无权使用 ${address}。请允许它读写该套接字，并进入其所在目录。`
      : `配套程序所在机器不允许连接 ${address}。请检查该机器的防火墙。`,
  unreachable: ({ address }) => `从配套程序无法到达 ${address}。请检查网络、VPN 或防火墙。`,
  'timed-out': ({ step, seconds }) =>
    `${seconds} 秒内没有响应（${STEPS[step]}）。请检查主机和端口，以及该端口是否使用 TLS。`,
  closed: ({ step, isReset }) =>
    `${spaced('服务器在', STEPS[step])}时${isReset ? '重置' : '断开'}了连接。${CLOSED_AT[step] ?? ''}`,
  'tls-alert': ({ alert }) =>
    `${ALERTS.get(alert) ?? '服务器中止了 TLS 握手。'}（TLS 告警：${alert}）`,
  'no-tls': () => '该端口上的服务器不使用 TLS。请改用 mqtt:// 或 ws://，或换一个端口。',
  'tls-other': ({ reason }) => `TLS 握手失败：${reason}。`,
  certificate: ({ fault, code, host, names = [] }) =>
    `${certificateFaults[fault](host, names)}（${code}）`,
  fingerprint: ({ shown }) => `服务器出示的证书与已接受的不同。其指纹为 ${shown}。`,
  credential: ({ what, reason }) => `${PARTS[what]}无法使用：${CREDENTIAL[reason] ?? reason}`,
  'broken-certificate': ({ what, number, count, reason }) =>
    `${PARTS[what]}无法使用：其中第 ${number} 个证书（共 ${count} 个）：${CREDENTIAL[reason] ?? reason}`,
  'no-file': ({ file, reason }) => `配套程序无法读取 ${file}：${reason}`,
  'proxy-unusable': ({ proxy, why, detail }) =>
    `${PROXY[why](proxy)}${detail === '' ? '' : `（${detail}）`}`,
  'proxy-certificate': ({ proxy, fault, code }) =>
    `代理 ${proxy} 的证书${PROXY_FAULTS[fault]}（${code}）`,
  'proxy-refused': ({ status }) => `代理未能连接：${status}。`,
  'socks-refused': ({ reply }) =>
    `SOCKS 代理未能连接：${REPLIES[reply] ?? REPLIES[0]}（响应码 ${reply}）。`,
  'proxy-credentials': () => '代理要求其他凭据。请检查代理用户名和密码。',
  'no-websocket': ({ status, server }) =>
    `服务器${server === undefined ? '' : `（${server}）`}返回 HTTP 状态 ${status}，而不是 WebSocket。${HTTP_ADVICE.get(status) ?? '请检查路径，通常为 /mqtt。'}`,
  'bad-upgrade': ({ header }) =>
    `服务器同意使用 WebSocket，但其响应中的 ${header} 有误。请检查此地址上运行的是什么，可能是代理、缓存或测试服务器。`,
  'no-subprotocol': ({ offered, selected }) =>
    selected === undefined
      ? `服务器没有选择 WebSocket 子协议；提供的是 ${offered}。`
      : `服务器选择了 WebSocket 子协议 ${selected}，而提供的是 ${offered} [MQTT-6.0.0-3, MQTT-6.0.0-4]。请修正 Broker 的监听配置，或其前面的代理。`,
  'not-http': () => '该端口上的服务器不使用 HTTP。请改用 mqtt:// 或 mqtts://，或换一个端口。',
  'not-allowed': ({ host, why }) =>
    why === 'socket'
      ? `${host} 是 Unix 套接字，只信任本机程序的服务会使用这种套接字；除非以 --bridge-allow ${host} 启动，否则配套程序不会连接。`
      : why === 'link-local'
        ? `${host} 是链路本地地址或元数据地址；除非以 --bridge-allow ${host} 启动，否则配套程序不会连接。`
        : `配套程序以 --bridge-allow 启动，而其中没有 ${host}。`,
  'bad-address': ({ what }) =>
    what === 'url'
      ? '这不是 Broker 的地址。'
      : '这不是代理的地址（http://、https:// 或 socks5://）。',
  other: ({ reason }) => reason,
};

const CREDENTIAL: Readonly<Record<string, string>> = {
  missing: '证书和密钥必须成对，现在缺少其中之一。',
  hex: '应以十六进制数字书写，每字节两位。',
  'no start line':
    '不是 PEM（以 -----BEGIN 开头的文本）。可用 openssl x509 -inform der -in FILE 将 DER 转为 PEM。',
  'key values mismatch': '与客户端证书不匹配。',
  'bad decrypt': '未填写，或无法解密私钥。',
  'mac verify failure': '未填写，或无法解密 PKCS #12 文件。',
  'not enough data': '文件已损坏，或不是此类文件。',
  'bad base64 decode': '文件已损坏，或不是此类文件。',
  'bad end line': '文件已损坏，或不是此类文件。',
};
