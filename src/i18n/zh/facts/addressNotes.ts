/** 粘贴的地址或命令有哪些需要说明的。 */
import type { Words } from '../../../base/message.ts';
import type { AddressNotes } from '../../../profiles/addresses/addressNotes.ts';
import { spaced } from '../codes/spaced.ts';

const REASONS = { blank: '其中有空格或换行', foreign: '其中有地址不会有的字符' } as const;

const WANTED = {
  qos: '0、1 或 2',
  seconds: '秒数',
  port: '1 到 65535 的端口',
  version: 'mqttv31、mqttv311 或 mqttv5',
  'keep-alive': '0 到 65535 的秒数',
} as const;

export const addressNotes: Words<AddressNotes> = {
  nothing: () =>
    '还没有地址。请输入 WebSocket 地址（如 ws://127.0.0.1:8080/mqtt）、主机和端口，或粘贴 mosquitto_sub、mqttx、curl 等命令。',
  unreadable: ({ why }) =>
    `这不是地址：${REASONS[why]}。请输入 ws://host:port/path 或 host:port 这样的内容。`,
  'host-missing': ({ scheme }) => `地址没有主机。请写成 ${scheme}://host:port/path。`,
  'host-invalid': ({ host }) =>
    `${host === undefined ? '这' : `${host} `}不是主机名。请使用名称、IPv4 地址，或方括号中的 IPv6 地址。`,
  'port-invalid': () => '端口不是 1 到 65535 的整数。',
  'password-not-escaped': () =>
    '此地址中的用户名和密码含有会使其结束的字符（/ ? # 或 @）。请从地址中去掉它们，并输入到各自的字段。',
  'over-bridge': ({ url }) => `浏览器无法打开 ${url}：由配套程序连接并转发字节。`,
  'bridge-needs-code': ({ url }) =>
    `浏览器无法打开 ${url}，而配套程序只为获准控制它的页面代为连接。请打开它打印的地址（末尾为 #t=…）。`,
  'browser-cannot-open': ({ scheme }) =>
    `浏览器不能打开 ${scheme}:// 地址：网页只能使用 WebSocket（ws:// 或 wss://）。请使用同一 Broker 的 WebSocket 地址，或从 mqttscope 的配套程序打开本应用，由它连接 ${scheme}://。`,
  'plain-mqtt-port': ({ port, transport }) =>
    `端口 ${port} 通常是基于 ${transport} 的普通 MQTT，浏览器不能打开。请使用同一 Broker 的 WebSocket 地址，或从 mqttscope 的配套程序打开本应用，由它连接。`,
  'plain-mqtt-port-for-websocket': ({ port, transport }) =>
    `端口 ${port} 通常是基于 ${transport} 的普通 MQTT，而不是 WebSocket。若没有响应，请查询 Broker 的 WebSocket 端口。`,
  'unknown-scheme': ({ scheme }) => `${scheme}:// 不是 MQTT 地址。浏览器可以打开 ws:// 和 wss://。`,
  'unix-socket': () =>
    '浏览器不能打开 Unix 域套接字。请使用 Broker 的 WebSocket 地址，或从 mqttscope 的配套程序打开本应用，由它连接。',
  'srv-record': () =>
    '该命令通过 SRV 记录查找 Broker，浏览器做不到。请使用 Broker 的 WebSocket 地址。',
  'mixed-content': ({ host }) =>
    `此页面通过 HTTPS 打开，浏览器会拒绝未加密的 ws://${host}。请使用 wss://，或通过 HTTP 打开页面。`,
  'this-tab': () => '页面内置 Broker：在本页面中运行。它不需要网络，随页面结束。',
  'read-as': ({ url }) => `读作 ${url}。`,
  'port-guessed': ({ url }) => `没有给出端口：${url} 是猜测的。列出的其他地址也很常见。`,
  'host-assumed': () => '没有给出主机：与命令一样使用 localhost。',
  'path-missing': () => '地址没有路径。除 Mosquitto 外，多数 Broker 需要路径，通常为 /mqtt。',
  'fragment-dropped': () => '# 之后的内容已去掉：WebSocket 地址没有这一部分。',
  'user-name-moved': () => '用户名已从地址移到其字段。',
  'password-moved': () => '用户名和密码已从地址移到各自的字段。',
  'password-in-command': () => '密码已从命令移到其字段。',
  'command-missing': () => '此命令中没有 Broker 的地址。',
  'command-address-invalid': () => '-L 之后不是 mqtt(s)://host:port/topic 形式的地址。',
  'quote-unfinished': ({ quote }) => `引号（${quote}）没有闭合；文本已读到末尾。`,
  'shell-variable': ({ variable }) => `${variable} 是 shell 变量；其值不在文本中。请手动填写。`,
  'shell-rest': ({ operator }) => `${operator} 之后的内容属于 shell，已去掉。`,
  'option-unknown': ({ option }) => `${option} 不是此命令的选项；已去掉。`,
  'option-without-value': ({ option }) => `${option} 需要一个值而没有；已去掉。`,
  'option-value': ({ option, wanted }) =>
    `${option} ${spaced('需要', WANTED[wanted])}，得到的是别的内容；已去掉。`,
  'options-of-the-terminal': ({ options }) => `${options}：只在命令行中有用；已去掉。`,
  'options-of-tls': ({ options }) =>
    `${options}：网页不能选择证书或 TLS 设置；浏览器使用自己的。请在浏览器中信任该证书，或使用其证书受信任的 WebSocket 地址。`,
  'options-of-bridged-tls': ({ options }) =>
    `${options}：已去掉。配套程序不信任的证书，可在显示之后选择接受。`,
  'files-of-companion': ({ files }) =>
    `配套程序在连接时读取 ${files}；相对路径从启动配套程序的目录算起。`,
  'options-of-the-network': ({ options }) => `${options}：网页不能选择代理或网络接口；已去掉。`,
  'payload-elsewhere': ({ option }) => `${option} 从文件或标准输入读取载荷，文本中没有它。`,
  'property-left-out': ({ property }) => `属性 ${property} 已去掉；如果重要请手动设置。`,
  'client-id-prefix': ({ prefix }) =>
    `客户端 ID 以 ${prefix} 开头；命令会加上其进程号，本页面加上随机结尾。`,
  'session-without-client-id': () => '-c 保留会话，而会话需要不变的客户端 ID；命令没有给出（-i）。',
};
