/** 配套程序如何代网页建立连接。 */
import type { LineStep } from '../../../connection/bridge/lineFacts.ts';
import type { Texts } from '../../en/texts.ts';

const STEPS: Readonly<Record<LineStep, string>> = {
  name: '域名解析',
  connect: 'TCP',
  proxy: '代理',
  tls: 'TLS',
  websocket: 'WebSocket',
};

const date = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const line: Texts['line'] = {
  title: '由配套程序连接',
  about:
    '浏览器只能连接 ws:// 和 wss://，并自行决定是否信任证书。配套程序（mqttscope serve）还能连接 mqtt://、mqtts:// 和 unix://；在此设置了内容时，ws:// 和 wss:// 也由配套程序连接。此处的密钥、私钥密码和密码只在打开“在此设备上记住”时保存，或留在您指定的文件中。',
  tlsFor: '证书和密钥用于 mqtts:// 和 wss:// 地址。',
  proxy: '代理',
  proxyHint: 'http://、https:// 或 socks5://',
  proxyUser: '代理用户名',
  proxyPassword: '代理密码',
  proxyCa: '代理的 CA 证书',
  ca: 'CA 证书',
  cert: '客户端证书',
  key: '私钥',
  pfx: 'PKCS #12（证书和私钥）',
  passphrase: '私钥密码',
  pskIdentity: 'PSK 身份标识',
  pskHint: '以预共享密钥代替证书。',
  pskKey: 'PSK（十六进制）',
  serverName: '服务器名称（SNI）',
  serverNameHint: '与地址中的主机不同时填写。',
  alpn: '应用层协议（ALPN）',
  alpnHint: '按此顺序提供，以空格分隔。',
  fingerprint: '接受此 SHA-256 指纹的证书',
  fingerprintHint: '无论该证书有何问题都接受。',
  path: '配套程序所在机器上的路径',
  choose: '选择…',
  chooseFor: (field) => `选择文件：${field}`,
  fileOf: (field) => `文件：${field}`,
  remove: (field) => `移除：${field}`,
  chosen: (name) => `已读取 ${name}。`,
  held: (characters) => `来自文件，${characters} 个字符`,
  tooLarge: '大于 1 MiB：这不是证书或密钥。',
  headers: 'WebSocket 请求头',
  headerName: (place) => `请求头 ${place} 的名称`,
  headerValue: (place) => `请求头 ${place} 的值`,
  removeHeader: (place) => `移除请求头 ${place}`,
  addHeader: '添加请求头',
  lastHandshake: '上次 TLS 握手',
  tlsVersion: 'TLS 版本',
  cipher: '密码套件',
  clientCertificate: '客户端证书',
  asks: (isAsked, authorities) => {
    if (!isAsked) return '服务器未要求';
    return authorities.length === 0
      ? '服务器要求提供，未说明由哪个 CA 签发'
      : `服务器要求提供，由以下 CA 签发：${authorities.join('；')}`;
  },
  subprotocol: '子协议',
  step: (step) => STEPS[step],
  ms: (ms) => `${ms} ms`,
  notTrusted: '证书不受信任',
  stepFailed: '失败',
  noConnect: '未发送 CONNECT',
  chain: '证书链',
  names: (names) => `适用于 ${names}`,
  issuer: (name) => `签发者：${name}`,
  ownIssuer: '自签名',
  valid: (from, to) => `有效期：${date(from)} 至 ${date(to)}`,
  daysLeft: (days) => `剩余 ${days} 天`,
  expired: (days) => (days === 0 ? '今天已过期' : `已过期 ${days} 天`),
  fingerprintName: 'SHA-256 指纹',
  notYet: '尚未生效',
  notKnown: '本机不信任',
  notSent: (name) => `签发了 ${name}；服务器未发送此证书`,
  acceptThis: '接受此证书',
  acceptHint: '请先与服务器自身的指纹核对。',
};
