/** The format that all packets share, and bytes that are not a complete packet. */
import type { FormatRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

const USE_LIBRARY = '请使用 MQTT 库生成报文，或修正写出此报文的程序。';

export const format: RuleTexts<FormatRule> = {
  'remaining-length': {
    title: '剩余长度损坏',
    explanation: '此连接上其后的内容都无法读取。',
    remedy:
      '这多半不是 MQTT：检查端口、该端口是否使用 TLS 或 WebSocket，以及是否有字节丢失，或有两个线程同时写入。',
  },
  'packet-size': {
    title: '剩余长度与报文不符',
    explanation: '接收方会等待其余部分，或把下一个报文也读进来。',
    remedy: USE_LIBRARY,
  },
  'shortest-varint': {
    title: '长度用了多余的字节',
    explanation: 'MQTT 5 只允许最短形式，接收方会关闭连接。',
    remedy: USE_LIBRARY,
  },
  'long-varint': {
    title: '剩余长度用了多余的字节',
    explanation: 'MQTT 3.1.1 不禁止，MQTT 5 禁止，有些接收方不接受。',
    remedy: '用最少的字节写长度。',
  },
  varint: {
    title: '变长整数损坏',
    explanation: '属性中的一个长度超过四个字节仍未结束，报文其余部分没有意义。',
    remedy: USE_LIBRARY,
  },
  'reserved-type': {
    title: '保留的报文类型',
    remedy: '检查双方是否使用同一版本（AUTH 只有 MQTT 5 有），以及报文边界是否错位。',
  },
  'reserved-header-flags': {
    title: '固定报头的标志错误',
    explanation: '接收方必须关闭连接。',
    remedy: USE_LIBRARY,
  },
  'unused-header-flags': {
    title: '没有意义的标志',
    explanation: '后来的版本禁止它们。',
    remedy: '保持为 0。',
  },
  truncated: {
    title: '报文不完整',
    remedy: USE_LIBRARY,
  },
  trailing: {
    title: '最后一个字段之后还有字节',
    explanation: '常见原因是在其他版本的连接上写入了 MQTT 5 的属性，或相反。',
    remedy: '检查报文是否按此连接的版本写出。',
  },
  'utf-8': {
    title: '文本不是 UTF-8',
    explanation: '接收方必须关闭连接。',
    remedy: '文本用 UTF-8 编码；检查是否在应为文本处使用了 Latin-1、GBK 或二进制数据。',
  },
  'utf-8-zero': {
    title: '文本含有 U+0000',
    explanation: '文本含有零字符，常常是 C 字符串的结束符也被计入长度。接收方必须关闭连接。',
    remedy: "计算长度时不要包含 C 字符串结尾的 '\\0'。",
  },
  'utf-8-discouraged': {
    title: '文本含有控制字符',
    explanation: '接收方可以拒绝这样的字符串。',
    remedy: '去掉这些字符，尤其是主题或客户端 ID 末尾的换行。',
  },
  direction: {
    title: '报文方向错误',
    explanation: '两端可能接反了，或两个客户端直接相连。',
    remedy: '检查哪一端连接到哪一端。',
  },
  'packet-id': {
    title: '报文标识符为 0',
    explanation: '无法区分这些报文各自的确认。',
    remedy: '从 1 开始编号，计数回绕时跳过 0。',
  },
  'capture-gap': {
    title: '抓包缺少一部分',
    explanation: '客户端和 Broker 都没有过错。',
    remedy: '请在更靠近其中一端的位置抓包，并使用更大的缓冲区。',
  },
  'capture-end': {
    title: '抓包在报文中间结束',
    remedy: '无需处理；延长抓包时间即可看到该报文。',
  },
  'cut-off': {
    title: '连接在报文中间断开',
    explanation: '报文还不完整，连接就断开了：发送方中断，或网络中断。',
    remedy: '查明连接为何在此处断开；接收方必须忽略不完整的报文。',
  },
  'text-frame': {
    title: '以文本帧发送',
    explanation:
      '在 WebSocket 上，MQTT 用二进制帧传输。收到文本帧的一方必须关闭连接；有些实现不检查，照样接收。',
    remedy:
      '发送字节而不是文本：传给 WebSocket 的应是缓冲区而不是字符串；并检查代理是否把帧改成了文本。',
  },
  unframed: {
    title: '字节不构成报文',
    remedy: '查看这些字节，并修正写出它们的程序。',
  },
};
