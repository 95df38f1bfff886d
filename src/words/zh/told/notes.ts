/** Notes on addresses and command lines that somebody pasted, and on what the platform may not like. */
import type { PlatformNoteKey } from '../../../alibaba/platformNotes.ts';
import type { AddressNoteKey } from '../../../profiles/addressNotes.ts';

/** What may be put into such a note and is no name. */
export const ADDRESS_REASONS: ReadonlyMap<string, string> = new Map([
  ['it holds a blank or a line end', '其中有空格或换行'],
  ['it holds what no address holds', '其中有地址不会有的字符'],
]);

export const ADDRESS_NOTES: Readonly<Record<AddressNoteKey, { readonly text: string }>> = {
  nothing: {
    text: '还没有地址。请输入 WebSocket 地址（如 ws://127.0.0.1:8080/mqtt）、主机和端口，或粘贴 mosquitto_sub 命令。',
  },
  unreadable: {
    text: '这不是地址：{reason}。请输入 ws://host:port/path 或 host:port 这样的内容。',
  },
  'host-missing': { text: '地址没有主机。请写成 {scheme}://host:port/path。' },
  'host-invalid': {
    text: '{host} 不是主机名。请使用名称、IPv4 地址，或方括号中的 IPv6 地址。',
  },
  'port-invalid': { text: '端口不是 1 到 65535 的整数。' },
  'password-not-escaped': {
    text: '此地址中的用户名和密码含有会使其结束的字符（/ ? # 或 @）。请从地址中去掉它们，并输入到各自的字段。',
  },
  'browser-cannot-open': {
    text: '浏览器不能打开 {scheme}:// 地址：网页只能使用 WebSocket（ws:// 或 wss://）。请使用同一 Broker 的 WebSocket 地址。',
  },
  'plain-mqtt-port': {
    text: '端口 {port} 通常是基于 {transport} 的普通 MQTT，浏览器不能打开。请使用同一 Broker 的 WebSocket 地址。',
  },
  'plain-mqtt-port-for-websocket': {
    text: '端口 {port} 通常是基于 {transport} 的普通 MQTT，而不是 WebSocket。若没有应答，请查询 Broker 的 WebSocket 端口。',
  },
  'unknown-scheme': { text: '{scheme}:// 不是 MQTT 地址。浏览器可以打开 ws:// 和 wss://。' },
  'unix-socket': {
    text: '浏览器不能打开 Unix 域套接字。请使用 Broker 的 WebSocket 地址。',
  },
  'srv-record': {
    text: '该命令通过 SRV 记录查找 Broker，浏览器做不到。请使用 Broker 的 WebSocket 地址。',
  },
  'mixed-content': {
    text: '此页面通过 HTTPS 打开，浏览器会拒绝未加密的 ws://{host}。请使用 wss://，或通过 HTTP 打开页面。',
  },
  'this-tab': { text: '本标签页：在本页面中运行的 Broker。它不需要网络，随页面结束。' },
  'host-assumed': { text: '没有给出主机：与命令一样使用 localhost。' },
  'read-as': { text: '读作 {url}。' },
  'port-guessed': { text: '没有给出端口：{url} 是猜测的。列出的其他地址也很常见。' },
  'path-missing': { text: '地址没有路径。除 Mosquitto 外，多数 Broker 需要路径，通常为 /mqtt。' },
  'fragment-dropped': { text: '# 之后的内容已去掉：WebSocket 地址没有这一部分。' },
  'user-name-moved': { text: '用户名已从地址移到其字段。' },
  'password-moved': { text: '用户名和密码已从地址移到各自的字段。' },
  'password-in-command': { text: '密码已从命令移到其字段。' },
  'command-missing': { text: '此命令中没有 mosquitto_sub 或 mosquitto_pub。' },
  'command-address-invalid': {
    text: '-L 之后不是 mqtt(s)://host:port/topic 形式的地址。',
  },
  'quote-unfinished': { text: '引号（{quote}）没有闭合；文本已读到末尾。' },
  'shell-variable': { text: '{variable} 是 shell 变量；其值不在文本中。请手动填写。' },
  'shell-rest': { text: '{operator} 之后的内容属于 shell，已去掉。' },
  'option-unknown': { text: '{option} 不是此命令的选项；已去掉。' },
  'option-without-value': { text: '{option} 需要一个值而没有；已去掉。' },
  'option-value': { text: '{option} 需要 {wanted}，得到的是别的内容；已去掉。' },
  'options-of-the-terminal': { text: '{options}：只在命令行中有用；已去掉。' },
  'options-of-tls': {
    text: '{options}：网页不能选择证书或 TLS 设置；浏览器使用自己的。请在浏览器中信任该证书，或使用其证书受信任的 WebSocket 地址。',
  },
  'options-of-the-network': { text: '{options}：网页不能选择代理或网络接口；已去掉。' },
  'payload-elsewhere': { text: '{option} 从文件或标准输入读取载荷，文本中没有它。' },
  'property-left-out': { text: '属性 {property} 已去掉；如果重要请手动设置。' },
  'client-id-prefix': {
    text: '客户端 ID 以 {prefix} 开头；命令会加上其进程号，本页面加上随机结尾。',
  },
  'session-without-client-id': {
    text: '-c 保留会话，而会话需要不变的客户端 ID；命令没有给出（-i）。',
  },
};

export const PLATFORM_NOTES: Readonly<Record<PlatformNoteKey, string>> = {
  empty: '为空，而平台需要它。',
  'blank-around': '开头或结尾有空格或换行，它们也算作其中的一部分。',
  'product-key-characters':
    'ProductKey 由字母和数字组成；这里含有{found}，已知的 ProductKey 都没有。',
  'product-key-length': '有 {length} 个字符。据目前所知 ProductKey 为 11 个字符，从不超过 20 个。',
  'device-name-length': '有 {length} 个字符。DeviceName 为 4 到 32 个字符。',
  'device-name-characters': '含有{found}。DeviceName 只能由 A-Z a-z 0-9 和 - _ @ . : 组成。',
  'device-secret-length':
    '有 {length} 个字符。DeviceSecret 为 32 个；16 个字符的 ProductSecret 在此无效。',
  'client-id-length': '有 {length} 个字符。竖线部分之前平台最多接受 64 个。',
  'client-id-bar': '含有 |，它结束被签名的部分。竖线中的部分会自动添加。',
  'timestamp-form': '时间戳是自 1970 年以来的毫秒数，十进制。',
  'region-unknown': '不认识此地域 ID：{found}。请检查，或使用实例 ID。',
  'region-without-public-instance': '此地域没有公共实例；需要实例 ID 才能到达。',
  'instance-id-characters': '含有{found}。实例 ID 只能由字母、数字和连字符组成。',
  'secure-mode-3-new-account':
    '2022 年 8 月之后开通的账号不能不用 TLS 登录。请使用 securemode 2 和 wss://。',
  'secure-mode-channel': 'securemode {mode} 用于 {meant}://，而地址是 {scheme}://。平台可能拒绝。',
  'keep-alive-range': '平台拒绝心跳不在 30 到 1200 秒之间的 CONNECT；建议 300 秒以上。',
  'will-not-supported': '平台不支持遗嘱。',
  'retain-not-supported': '平台不保存保留消息。',
  'qos-2-not-supported': '平台不支持 QoS 2；它可能关闭连接。',
  'payload-size': '载荷有 {length} 字节。平台最多接受 262144 字节（256 KB）。',
  'topic-length': '主题有 {length} 字节。平台最多接受 128 字节。',
  'topic-levels': '主题有 {length} 个斜杠。平台最多接受 7 个。',
  'topic-of-another-device': '设备只能使用含有自己的 ProductKey 和 DeviceName 的主题。',
  'filters-per-subscribe': '一个 SUBSCRIBE 中有 {length} 个过滤器。平台最多接受 8 个。',
};
