import type { Texts } from '../../en/texts.ts';
import { bytes, grouped } from '../../numbers.ts';

const messages = (count: number): string => `${grouped(count)} 条保留消息`;

export const retained: Texts['retained'] = {
  title: '清除保留消息',
  one: (topic) => `清除 ${topic} 的保留消息`,
  below: (level) => (level === '' ? '清除所有保留消息' : `清除 ${level} 下的保留消息`),
  matching: (filter) => `清除与 ${filter} 匹配的保留消息`,
  belowMatching: (level, search) =>
    level === ''
      ? `清除与“${search}”匹配的保留消息`
      : `清除 ${level} 下与“${search}”匹配的保留消息`,
  several: (count) => `清除 ${grouped(count)} 条保留消息`,
  looking: '正在查找保留消息',
  none: '此处没有已知的保留消息。新建订阅时，Broker 会发送保留消息。',
  ask: '从 Broker 获取',
  asking: (count) =>
    count === 0 ? '已订阅；正在等待 Broker 的保留消息' : `已订阅；目前收到 ${messages(count)}`,
  askedNone: 'Broker 没有发送保留消息：没有可清除的内容。',
  found: (count, of, search) =>
    `此处 ${grouped(of)} 条中有 ${grouped(count)} 条与“${search}”匹配。`,
  all: (of) => `全部 ${grouped(of)} 条`,
  onlyFound: (count) => `仅匹配的 ${grouped(count)} 条`,
  would: (count) => `Broker 将为所有客户端删除 ${messages(count)}：`,
  notListed: (count) => `还有 ${grouped(count)} 条；请先清除这些，再清除其余的。`,
  list: '将被清除的消息',
  size: (size) => bytes(size),
  noCopy: '无副本',
  noCopies: (count) => `其中 ${messages(count)}没有副本，无法撤销。`,
  undo: '“撤销”会用此处收到的副本（含属性）恢复这些消息。',
  notConnected: '请先连接：消息由此连接发布。',
  readOnly: '此连接为只读，不能清除任何内容。',
  clear: (count) => `清除 ${messages(count)}`,
  cancel: '取消',
  stop: '停止',
  progress: '已清除的保留消息',
  done: (done, of) => `${grouped(done)} / ${grouped(of)}`,
  cleared: (count) => `已清除 ${messages(count)}`,
  notCleared: (count) => `Broker 未清除 ${messages(count)}`,
  putBack: (count, expired) =>
    expired === 0
      ? `已恢复 ${messages(count)}`
      : `已恢复 ${messages(count)}；${grouped(expired)} 条已过期`,
  notPutBack: (count) => `Broker 未接受恢复的 ${messages(count)}。`,
};
