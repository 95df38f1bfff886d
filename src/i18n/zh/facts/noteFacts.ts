/** 抓包文件及其中的连接有哪些需要知道的情况。 */

import { say, type Words } from '../../../base/message.ts';
import { READ_EXTENSIONS } from '../../../engine/files/captureFormats.ts';
import type { NoteFact, NoteFacts } from '../../../engine/log/columns/noteFacts.ts';
import type { PeerText } from '../../../engine/log/columns/peerText.ts';
import { spaced } from '../codes/spaced.ts';
import { lineFailures } from '../ends/lineFailures.ts';

const PLAIN = '请在明文处抓包：不用 TLS、在 Broker 的 TLS 代理之后，或在客户端自身。';

/** Content of the first TLS record. */
const CONTENTS = { data: '应用数据', handshake: '握手', alert: '告警' } as const;
const SIDES = { client: '客户端', server: 'Broker' } as const;

const shownPeer = ({ length, text }: PeerText): string => text ?? `${length} 个字符的文本`;

const quotedText = (text: PeerText): string =>
  text.text === undefined ? shownPeer(text) : `“${text.text}”`;

const noteText = (fact: NoteFact): string => say(noteFacts, fact);

const listed = (numbers: readonly number[], more: boolean): string =>
  numbers.join('、') + (more ? '……' : '');

const VERSIONS = { 3: '3.1', 4: '3.1.1', 5: '5' } as const;

export const noteFacts: Words<NoteFacts> = {
  'breaks-off': ({ byte, why }) => `文件在第 ${byte} 字节处中断：${noteText(why)}。`,
  'packed-damaged': ({ method }) => `文件以 ${method} 压缩，且被截断或已损坏：只读取了之前的内容。`,
  'packed-too-large': ({ method, most }) =>
    `文件以 ${method} 压缩，且大于 ${most} MiB：只读取了开头部分。请先解压，或改用没有此限制的 gzip 压缩。`,
  'no-frames': () => '文件中没有帧。',
  'no-tcp': ({ frames }) => `此文件的帧（${frames} 个）中没有 TCP。`,
  'no-mqtt': ({ ports, more }) =>
    `此文件中的 TCP 连接都没有传输可读取的 MQTT（端口 ${listed(ports, more)}）。`,
  'only-http': ({ ports, more }) =>
    `文件中只有 HTTP（端口 ${listed(ports, more)}），其中没有 MQTT。`,
  'sensors-only': ({ count }) =>
    `没有 MQTT 控制报文，但有 MQTT-SN 报文（${count} 个）：在应用的“分析”中按“连接”查看。`,
  'link-type': ({ type }) =>
    `不能读取链路类型 ${type} 的帧。可以读取以太网、Linux cooked、回环、原始 IP、PPP、Cisco HDLC、MPLS、nflog、pflog、enc、PPI、PKTAP 和 Wireshark 导出的 PDU：请转换文件，或在另一接口上抓包。`,
  'sensors-left-out': ({ count }) =>
    `略去了 ${count} 个 MQTT-SN 数据报：客户端数量超过单个文件可区分的上限。`,
  fragments: ({ count }) => `${count} 个帧是 IP 分片，抓包缺少同一报文的其他分片，已略去。`,
  'fragments-contradictory': ({ count }) => `${count} 个帧是相互重叠或矛盾的 IP 分片，已略去。`,
  'silent-connections': ({ address, count, others }) =>
    `来自 ${address} 的 ${count} 个连接${others === 0 ? '' : `（另有 ${others} 个地址也有许多连接）`}没有发送数据：可能是健康检查、端口扫描，或被服务器拒绝的客户端。`,
  'frames-untimed': ({ count }) =>
    `${count} 个帧的时间不在 1684 年至 2255 年之间，这些帧按前一帧的时间显示。`,
  'empty-packets': ({ count }) => `${count} 个没有任何字节的报文已略去。`,
  'frames-too-deep': ({ count, most }) =>
    `嵌套超过 ${most} 层的帧未读取（${count} 个）：正常的网络不会发送这样的帧。`,
  'pdus-without-addresses': ({ count }) =>
    `${count} 个导出的 PDU 没有说明在哪些地址和端口之间传输，无法得知由哪一端发送；已略去。`,
  'pdus-cut-off': ({ count }) => `${count} 个导出的 PDU 的标签不完整，已略去。`,
  'pdus-without-tcp': () =>
    '这些 PDU 由 Wireshark 导出时不含 TCP：按文件中的顺序排列，无法看出其间是否有缺失。',
  'pdu-connections-left-out': ({ most, count }) =>
    `导出的 PDU 分属超过 ${most} 个连接，最早的 ${count} 个已不再跟踪；其后续 PDU 会显示为另外的连接。`,
  'pdus-not-compared': ({ most, count }) =>
    `导出的 PDU 中不完整的报文超过 ${most} MiB，因此对于 ${count} 个发送方，Wireshark 重复导出的 PDU 会显示两次。`,
  'keys-left-out': ({ most, count }) =>
    `密钥日志中的 TLS 密钥超过 ${most} 个；之后的 ${count} 个已略去，相应的连接仍无法解密。请提供密钥较少的密钥日志。`,

  empty: () => '文件为空。',
  'breaks-off-early': ({ byte }) => `文件在第 ${byte} 字节处中断。`,
  'cut-off-early': ({ byte }) => `文件在第 ${byte} 字节处被截断，还没有报文。`,
  'har-too-long': ({ most }) => `HAR 文件超过 ${most} MiB。请在网络工具中只保存 WebSocket 请求。`,
  'har-broken': () => '文件开头像 HAR 文件，但不是完整的 JSON。请从网络工具重新导出。',
  'har-without-mqtt': () =>
    'HAR 文件中没有 MQTT 的 WebSocket 消息。请在页面建立连接之前打开网络工具，再全部保存为 HAR。',
  'only-keys': () => '其中只有 TLS 密钥，没有报文：请与对应的抓包文件一起打开。',
  'unknown-format': ({ is }) =>
    `${is === undefined ? '' : is.kind === 'text' ? '这是文本文件，' : `这是 ${is.format} 图片，`}不是可读取的格式（${READ_EXTENSIONS.join('、')}）。`,
  'only-written': ({ format }) =>
    `文件为 ${format}：mqttscope 只为其他程序写出这种文件，不能打开。请打开其来源的抓包；要能再次打开，请保存为 mqttscope 或 pcapng。`,
  'newer-version': ({ version, newest }) =>
    `文件格式为版本 ${version}，此程序最高支持版本 ${newest}。请使用更新的 mqttscope。`,

  'frame-too-long': ({ bytes }) => `不可能有 ${bytes} 字节的帧`,
  'header-cut-off': () => '文件头被截断',
  'frame-cut-off': ({ byte }) => `从第 ${byte} 字节开始的帧被截断`,
  'block-cut-off': ({ byte }) => `从第 ${byte} 字节开始的块被截断`,
  'no-byte-order': () => '从该处开始的节没有字节序',
  'block-length': ({ bytes }) => `不可能有 ${bytes} 字节的块`,
  'block-lengths-differ': () => '从该处开始的块前后长度不同',
  'secrets-too-long': () => '密钥比其所在的块长',
  'no-interface': ({ id }) => `有一个帧指向不存在的接口 ${id}`,
  'interfaces-too-many': ({ most }) => `一个节中的接口超过 ${most} 个`,
  'frame-longer-than-block': () => '有一个帧比其所在的块长',
  'frame-without-interface': () => '有一个帧没有接口',
  'record-cut-off': ({ byte }) => `从第 ${byte} 字节开始的记录被截断`,
  'no-end': () => '缺少结尾',
  'record-too-long': () => '该处有一条记录过长',
  'packets-missing': ({ said, held }) => `应有 ${said} 个报文，实有 ${held} 个`,
  'number-broken': () => '该处的记录中有数字已损坏',
  'record-incomplete': () => '该处的记录缺少必要内容',
  'record-damaged': () => '该处的记录已损坏',
  'record-time': () => '该处记录的时间不在 1684 年至 2255 年之间',

  'of-stream': ({ stream, note }) => `连接 ${stream}：${noteText(note)}`,
  'bytes-missing': ({ count, sender }) =>
    `${spaced('来自', SIDES[sender], '的')} ${count} 字节不在抓包中。`,
  'bytes-late': ({ count, sender }) =>
    `${spaced('来自', SIDES[sender], '的')} ${count} 字节在抓包中，但比其后的字节晚到过久，无法按顺序排列。`,
  'bytes-differ': ({ count, sender }) =>
    `${spaced('来自', SIDES[sender], '的')} ${count} 字节以相同的序列号重发，但内容不同。显示的是抓包中先出现的内容；接收方可能采用了另一份。`,
  'bytes-uncut': ({ count, sender }) =>
    `${spaced('来自', SIDES[sender], '的')} ${count} 字节无法切分成报文。`,
  'left-out': ({ count, sender, after }) =>
    `${after === 0 ? '报文 1 之前' : `报文 ${after} 之后`}，${spaced('来自', SIDES[sender], '的')} ${count} 字节不属于任何报文，其中任何位置都可能有敏感信息，因此已省略。`,
  'clocks-differ': ({ milliseconds, sender }) =>
    `${spaced('抓包中', SIDES[sender], '的')}帧比对应的响应最多晚 ${milliseconds} ms：记录时使用了两个时钟，或抓包中的帧顺序错乱。顺序按 TCP 的确认恢复。`,
  'proxy-skipped': ({ count }) =>
    `第一个报文之前有 ${count} 字节的 PROXY 头。如果服务器断开连接，请在其监听器上启用 PROXY 协议。`,
  'seen-twice': ({ from, to }) =>
    `与从 ${from} 到 ${to} 的连接是同一个，是在地址转换（NAT）另一侧的抓包。其报文单独判断。`,
  'version-inferred': ({ version, cut, chosen }) => {
    const name = `MQTT ${VERSIONS[version]}`;
    const missing = cut ? '此连接的 CONNECT 在协议版本之前被截断' : '抓包中没有此连接的 CONNECT';
    return `${missing}；${chosen ? `其报文按所选的 ${name} 解析。如果实际是其他版本，字段会有误，敏感信息可能显示在其中。` : `根据其余报文推断为 ${name}。`}`;
  },
  'cannot-be-cut': ({ sender, byte }) =>
    `${spaced(SIDES[sender], '发送')}的内容从第 ${byte} 字节起无法切分成报文。`,
  'content-undecided': () =>
    '客户端请求 TLS 或 WebSocket，而服务器没有及时响应：在此之前，每个连接最多缓存 128 KiB，全部连接最多缓存 64 MiB。此连接的字节未显示。',
  'text-frames': ({ sender }) =>
    `${spaced(SIDES[sender], '发送')} WebSocket 文本帧，而 MQTT 使用二进制帧：抓包代理以二进制帧转发其字节。`,
  'watched-late': () => '有些报文不在这里：在打开本标签页之前就已经过，或到达过快而未能接收。',
  'watched-from-middle': () => '此处没有连接的开头：从中途开始观察。',
  'recording-stopped': () => '记录曾停止一段时间：其间的内容不在这里。',
  'not-all-marked': () => '故障规则一次处理的报文过多，无法全部报告：并非每个都有标记。',
  'ended-on-purpose': ({ rule }) => `由 ${rule} 有意断开。`,
  'as-written': ({ text }) => text,
  'unpacks-with-dropped': ({ most }) =>
    `缺少一些压缩的消息：这些消息引用先前的数据，而同时最多保存 ${most} 个发送方的数据。请打开连接较少的文件。`,
  'unpacks-with-before': () =>
    'WebSocket 消息已压缩（permessage-deflate），并引用抓包中没有的内容：无法读取。请在客户端连接之前开始抓包，或关闭压缩。',
  'unpacks-not': () => '声明为已压缩（permessage-deflate）的 WebSocket 消息无法解压。',
  'unpacks-too-far': () =>
    '此抓包中压缩的 WebSocket 消息（permessage-deflate）解压后超过 16 MiB 及其大小的一百倍（每个报文另计 64 字节）：这类消息意在耗尽读取程序的资源。其余部分已略去。',
  'upgrade-refused': ({ status, server }) =>
    lineFailures['no-websocket']({ status, server: server && shownPeer(server) }),
  'other-subprotocol': ({ offered, selected }) =>
    lineFailures['no-subprotocol']({
      offered: offered.map(shownPeer).join(', '),
      selected: shownPeer(selected),
    }),
  'websocket-closed': ({ sender, code, reason, ping }) =>
    `${spaced(SIDES[sender], '关闭了')} WebSocket，${code === 0 ? 'Close 帧没有关闭码' : `关闭码 ${code}`}${reason.length === 0 ? '' : `（${quotedText(reason)}）`}${ping === undefined ? '' : `，距对方的 ping ${ping} 毫秒，而没有发送 pong（RFC 6455，5.5.2）`}。`,
  'no-websocket-frames': () => '其 WebSocket 传输的不是帧。',

  'tls-no-key-log': ({ tls }) =>
    `已加密（${tls}），而没有给出密钥。请与密钥日志一起打开（由 SSLKEYLOGFILE 产生；命令行上用 --key-log），或在能解密的 Wireshark 中将 OSI 第 7 层的 PDU 导出到文件。${PLAIN}`,
  'tls-no-key': ({ tls }) =>
    `已加密（${tls}），而密钥日志中没有此连接的密钥：日志来自另一次运行，或写日志的程序不是此连接的一端。`,
  'tls-wrong-key': ({ tls }) => `已加密（${tls}），而密钥日志中的密钥与发送的内容不符。`,
  'tls-no-handshake': () =>
    '已加密（TLS），而抓包中没有此连接的 TLS 握手，因此找不到密钥。请在客户端连接之前开始抓包。',
  'tls-gap': () => '已加密（TLS），而其 TLS 握手的一部分不在抓包中。',
  'tls-unfinished': () => '已加密（TLS），而连接或抓包在 TLS 握手完成之前就结束了。',
  'tls-no-records': () => '连接以 TLS 开始，其后的内容却不是 TLS。',
  'tls-changed': () => '其 TLS 记录从某个字节起不能解密：有内容缺失或被改动。',
  'tls-unsupported': ({ tls }) =>
    `已加密（${tls}），此处无法解密；使用 AES-GCM 或 ChaCha20-Poly1305 的 TLS 1.2 和 1.3 可以。请让客户端或 Broker 使用其中之一，或用 Wireshark 解密，并将 OSI 第 7 层的 PDU 导出到文件。`,
  'tls-alert': ({ alert }) => `其 TLS 握手失败：${alert}。`,
  'tls-records': ({ content, sizes, more }) =>
    `已加密：这些字节是 TLS 记录（${CONTENTS[content]}，${listed(sizes, more)} 字节），不是 MQTT 报文。${PLAIN}`,

  'many-times': ({ count, note }) => `${count} 次：${noteText(note)}`,
  'many-streams': ({ count, streams, more, note }) =>
    `${count} 个连接（${listed(streams, more)}）：${noteText(note)}`,
  'one-of-many': ({ stream, note }) => `例如连接 ${stream}：${noteText(note)}`,
};
