import type { Texts } from '../../en/texts.ts';
import { bytes, grouped } from '../../numbers.ts';
import { duration } from '../codes/durations.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { spaced } from '../codes/spaced.ts';

export const publish: Texts['publish'] = {
  ended: '此连接已结束。要发布消息，请重新连接。',
  readOnly: '只读连接',
  readOnlyText: '此连接不发布任何消息。如需发布，请关闭“只读”并重新连接。',
  editConnection: '编辑连接',
  to: '发布到',
  topic: '主题',
  topicPlaceholder: '例如 cmd/press-07/set',
  completions: '出现过的主题',
  seen: (count) => `出现 ${grouped(count)} 次`,
  payload: '载荷',
  format: '载荷格式',
  auto: '自动（文本）',
  carries: (kind) => spaced('此主题的载荷为', kind, '：'),
  writeAs: (format) => spaced('改用', format),
  size: (length) => bytes(length),
  sizes: (least, most) => (least === most ? bytes(most) : `${bytes(least)} 至 ${bytes(most)}`),
  fromFile: '来自文件…',
  fromFileTitle: '以文件的字节作为载荷；也可拖放或粘贴到此处',
  pasted: '长文本',
  largeHint: '内容过长，不在文本框中显示。将逐字节发送。',
  removePayload: '移除载荷',
  validJson: 'JSON 有效',
  empty: '空',
  qos: 'QoS',
  retain: '保留',
  retained: (isOn) => (isOn ? '保留：开' : '保留：关'),
  publish: '发布',
  queueHint: '未连接：消息将排队，下次连接后发送。',
  prettify: '格式化 JSON',

  properties: 'MQTT 5 属性',
  needs5: '此连接使用 MQTT 5 之前的版本，没有属性。',
  contentType: '内容类型',
  responseTopic: '响应主题',
  correlationData: '关联数据，十六进制或 "文本"',
  expiry: '消息过期间隔（秒）',
  topicAlias: '主题别名',
  isText: '载荷为 UTF-8 文本',
  userProperties: '用户属性',
  userName: (place) => `名称 ${place}`,
  userValue: (place) => `值 ${place}`,
  namePlaceholder: '名称',
  valuePlaceholder: '值',
  addUser: '添加用户属性',
  removeUser: (place) => `移除用户属性 ${place}`,

  leftBehind: '响应主题和关联数据仅用于发往此主题的请求：',
  putBack: '在此也使用',
  replaced: (topic) =>
    topic === '' ? '已替换尚未发送的消息' : `已替换发往 ${topic} 的尚未发送的消息`,

  repeat: '循环发送…',
  repeatTitle: '循环发送',
  stop: '停止',
  running: (repeats) => `正在进行 ${grouped(repeats)} 项循环发送`,
  stopRepeat: (topic) => `停止向 ${topic} 循环发送`,

  keep: '收藏…',

  answer: (on) => (on === 0 ? '自动响应…' : `自动响应（${grouped(on)}）…`),

  sent: '已发送',
  sentNone: '尚未发送消息。每条消息的结果会显示在这里。',
  sentHint: '点击载入',
  load: (topic) => `载入发往 ${topic} 的消息`,
  resend: (topic) => `再次发往 ${topic}`,
  packet: (number) => `报文 ${grouped(number)}`,
  toUrl: (url) => `→ ${url}`,

  outcomes: {
    queued: '排队中',
    queuedTitle: '没有连接：下次连接后发送。',
    inFlight: '等待确认',
    sent: '已发送',
    sentTitle: 'QoS 0：已发送，没有确认。',
    acknowledged: (ms) => `${duration(ms * 1000)} 后确认`,
    noSubscribers: (after) => `${after}，没有匹配的订阅者`,
    refused: (code, reason) =>
      `被拒绝：${reasonCode(code)}${reason === undefined ? '' : `，“${reason}”`}`,
    timedOut: '超时',
    timedOutTitle: '10 秒内没有确认。消息仍未确认，下次连接后重发。',
    notSent: (why) => `未发送：${why}`,
    held: '暂不发送',
    heldTitle: (code) =>
      `${code === undefined ? 'Broker 收到此消息后没有响应就立即断开了连接。' : `Broker 以 DISCONNECT（${reasonCode(code)}）响应此消息，连接因此断开。`}不会自动再次发送。`,
    heldSend: '重试',
    heldLower: '以 QoS 1 发送',
    heldDiscard: '丢弃',
    discarded: '已丢弃',
    unknown: '未知',
    unknownTitle: '消息未确认期间会话结束：其结果未知。',
    tally: (done, times, waiting) =>
      `${grouped(done)} / ${grouped(times)} 次${waiting === 0 ? '' : `，${grouped(waiting)} 条等待发送`}`,
  },

  errors: {
    bytes: (line, column, reason) => `第 ${line} 行第 ${column} 列：${reason}。`,
    json: (line, column, reason) =>
      `不是有效的 JSON，第 ${line} 行第 ${column} 列：${reason}。仍可发送。`,
    notJson: (line, column, reason) => `不是有效的 JSON，第 ${line} 行第 ${column} 列：${reason}。`,
    number: (line, column) => `第 ${line} 行第 ${column} 列：此格式无法表示该数字。`,
    surrogateAt: (line, column) =>
      `第 ${line} 行第 ${column} 列：半个字符（孤立代理项），UTF-8 无法表示。`,
    surrogate: '含有半个字符（孤立代理项），UTF-8 无法表示。',
    expiry: '须为整数秒，0 至 4294967295。',
    topicAlias: '须为 1 至 65535 的整数。',
    responseTopic: (reason) => `响应主题：${reason}`,
    tooLong: '最多 65535 字节。',
    notText: '标记为 UTF-8 文本，实际不是。',
    fileTooLarge: (name) => `${name} 超过 MQTT 报文的上限：268,435,455 字节。`,
    fileLost: (name, why) => `无法读取 ${name}：${why}`,
    qosAbove: (maximum) => `Broker 最高只接受 QoS ${maximum}。`,
    packetAbove: (size, most) =>
      `报文为 ${bytes(size)}，超出 Broker 接受的最大值（${bytes(most)}）${bytes(size - most)}。`,
    notSent: (topic, why) => `未发往 ${topic || '""'}：${why}`,
    noRetain: 'Broker 不支持保留消息。',
  },
  loadedAsHex: '已按十六进制载入：若按文本放入此框，字节无法保持完全一致。',
};
