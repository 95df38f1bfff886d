/** 粘贴的地址或命令有哪些需要说明的。 */
import type { Words } from '../../../base/message.ts';
import type { AddressNotes } from '../../../profiles/addresses/addressNotes.ts';
import { spaced } from '../codes/spaced.ts';

const REASONS = { blank: '含有空格或换行', foreign: '含有地址中不允许的字符' } as const;

const WANTED = {
  qos: '0、1 或 2',
  seconds: '秒数',
  port: '1 至 65535 的端口',
  version: 'mqttv31、mqttv311 或 mqttv5',
  'keep-alive': '0 至 65535 的秒数',
} as const;

export const addressNotes: Words<AddressNotes> = {
  nothing: () =>
    '还没有地址。请输入 WebSocket 地址（如 ws://127.0.0.1:8080/mqtt）、主机和端口，或粘贴 mosquitto_sub、mqttx、curl 等命令。',
  unreadable: ({ why }) =>
    `这不是地址：${REASONS[why]}。请按 ws://host:port/path 或 host:port 的格式输入。`,
  'host-missing': ({ scheme }) => `地址中没有主机。请写成 ${scheme}://host:port/path。`,
  'host-invalid': ({ host }) =>
    `${host === undefined ? '这' : `${host} `}不是主机名。请使用名称、IPv4 地址，或方括号中的 IPv6 地址。`,
  'port-invalid': () => '端口不是 1 至 65535 的整数。',
  'password-not-escaped': () =>
    '此地址中的用户名或密码含有未转义的特殊字符（/ ? # @）。请从地址中去掉用户名和密码，在各自的输入框中填写。',
  'over-bridge': ({ url }) =>
    `浏览器无法连接 ${url}，由配套程序（mqttscope serve）连接并转发字节。`,
  'bridge-needs-token': ({ url }) =>
    `浏览器无法连接 ${url}，而配套程序只为有权控制它的页面代理连接。请打开配套程序打印的地址（末尾为 #token=…）。`,
  'browser-cannot-open': ({ scheme }) =>
    `浏览器不能连接 ${scheme}:// 地址：网页只能使用 WebSocket（ws:// 或 wss://）。请使用同一 Broker 的 WebSocket 地址，或运行配套程序（mqttscope serve）并从中打开本应用，由配套程序代理 ${scheme}:// 连接。`,
  'plain-mqtt-port': ({ port, transport }) =>
    `端口 ${port} 通常是基于 ${transport} 的普通 MQTT，浏览器不能连接。请使用同一 Broker 的 WebSocket 地址，或运行配套程序（mqttscope serve）并从中打开本应用，由配套程序代理连接。`,
  'plain-mqtt-port-for-websocket': ({ port, transport }) =>
    `端口 ${port} 通常是基于 ${transport} 的普通 MQTT，而不是 WebSocket。如果没有响应，请查看 Broker 的 WebSocket 端口。`,
  'unknown-scheme': ({ scheme }) => `${scheme}:// 不是 MQTT 地址。浏览器可以连接 ws:// 和 wss://。`,
  'unix-socket': () =>
    '浏览器不能连接 Unix 域套接字。请使用 Broker 的 WebSocket 地址，或运行配套程序（mqttscope serve）并从中打开本应用，由配套程序代理连接。',
  'srv-record': () =>
    '该命令通过 SRV 记录查找 Broker，浏览器做不到。请使用 Broker 的 WebSocket 地址。',
  'mixed-content': ({ host }) =>
    `此页面通过 HTTPS 打开，浏览器会阻止未加密的 ws://${host}。请使用 wss://，或通过 HTTP 打开页面。`,
  'this-tab': () => '页面内置 Broker：在本页面中运行，不需要网络，关闭页面后停止。',
  'read-as': ({ url }) => `识别为 ${url}。`,
  'port-guessed': ({ url }) => `没有给出端口，猜测为 ${url}。列出的其他地址也很常见。`,
  'host-assumed': () => '没有给出主机，与该命令一样使用 localhost。',
  'path-missing': () => '地址中没有路径：先尝试 /mqtt，再尝试 /。',
  'fragment-dropped': () => '已去掉 # 及其后的内容：WebSocket 地址不能包含这一部分。',
  'user-name-moved': () => '已将地址中的用户名填入用户名输入框。',
  'password-moved': () => '已将地址中的用户名和密码填入各自的输入框。',
  'password-in-command': () => '已将命令中的密码填入密码输入框。',
  'command-missing': () => '此命令中没有 Broker 的地址。',
  'command-address-invalid': () => '-L 之后不是 mqtt(s)://host:port/topic 形式的地址。',
  'quote-unfinished': ({ quote }) => `引号（${quote}）没有闭合，已读取到文本末尾。`,
  'shell-variable': ({ variable }) => `${variable} 是 shell 变量，文本中没有它的值，请手动填写。`,
  'shell-rest': ({ operator }) => `${operator} 之后的内容属于 shell，已忽略。`,
  'option-unknown': ({ option }) => `${option} 不是此命令的选项，已忽略。`,
  'option-without-value': ({ option }) => `${option} 缺少值，已忽略。`,
  'option-value': ({ option, wanted }) =>
    `${option} ${spaced('需要', WANTED[wanted])}，给出的值无效，已忽略。`,
  'options-of-the-terminal': ({ options }) => `${options}：只在命令行中有用，已忽略。`,
  'options-of-tls': ({ options }) =>
    `${options}：网页不能选择证书或 TLS 设置，由浏览器决定。请在浏览器中信任该证书，或使用证书已受信任的 WebSocket 地址。`,
  'options-of-bridged-tls': ({ options }) =>
    `${options}：已忽略。配套程序不信任的证书会显示出来，可以选择接受。`,
  'files-of-companion': ({ files }) =>
    `配套程序在连接时读取 ${files}，相对路径以启动配套程序的目录为准。`,
  'options-of-the-network': ({ options }) => `${options}：网页不能选择代理或网络接口，已忽略。`,
  'payload-elsewhere': ({ option }) => `${option} 从文件或标准输入读取载荷，文本中没有载荷。`,
  'property-left-out': ({ property }) => `属性 ${property} 已忽略，如有需要请手动设置。`,
  'client-id-prefix': ({ prefix }) =>
    `客户端 ID 以 ${prefix} 开头，该命令会加上进程号，本页面加上随机后缀。`,
  'session-without-client-id': () =>
    '-c 要求保存会话，而保存会话需要固定的客户端 ID，命令没有用 -i 给出。',
};
