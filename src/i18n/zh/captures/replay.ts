import type { SkipReason } from '../../../engine/replay/recordedMessages.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { duration } from '../codes/durations.ts';

const messages = (count: number): string => `${grouped(count)} 条消息`;

const LEFT_OUT: Readonly<Record<SkipReason, string>> = {
  redelivery: '带 DUP，之前已出现',
  reserved: '属于 Broker 的主题（$…）',
  unreadable: '无法完整读出',
  overwritten: '部分内容已隐藏',
};

export const replay: Texts['replay'] = {
  title: '重放消息',
  intro: '在一个已打开的连接上，将此抓包的消息重新发布一次。',
  target: '目标连接',
  readOnly: '此连接为只读：不在其上发布任何消息。',
  noTarget: '没有其他已打开的连接。请先在另一个标签页中连接。',
  which: '消息',
  directions: { in: '收到的', out: '发出的', both: '全部' },
  filtered: '仅显示过滤器的结果',
  surveying: '正在计数…',
  survey: (count, us) => `${messages(count)}，历时 ${duration(us)}`,
  leftOut: (why, count) => `不含 ${messages(count)}：${LEFT_OUT[why]}。`,
  timing: '发送节奏',
  speeds: {
    original: '按原始时间',
    factor: '加快或放慢',
    once: '按 Broker 能接受的最快速度',
  },
  factor: '速度倍数',
  factorError: '须为大于 0 的数字，例如 10 或 0.5。',
  topics: '主题',
  rewritings: {
    keep: '保持原样',
    prefix: '加前缀',
    replace: '查找并替换',
  },
  prefix: '前缀',
  find: '查找',
  by: '替换为',
  preview: '替换后的主题',
  becomes: '变为',
  qos: 'QoS',
  keep: '与抓包相同',
  retain: '保持保留标志',
  retainText: 'Broker 会为之后的所有订阅者保存这些消息。',
  dryRun: '试运行',
  dryRunTitle: '试运行：将发送的内容',
  dryRunMore: (shown, total) =>
    `共 ${grouped(total)} 条，此处为前 ${grouped(shown)} 条。没有发送任何内容。`,
  dryRunAll: '没有发送任何内容。',
  columns: { at: '时刻', topic: '主题', qos: 'QoS', flags: '保留', size: '大小' },
  retained: '保留',
  wouldNot: (why) => `不发送：${why}`,
  cancel: '取消',
  start: '开始重放',

  running: (target) => `重放到 ${target}`,
  progress: (sent, total) => `${grouped(sent)} / ${messages(total)}`,
  pause: '暂停重放',
  resume: '继续重放',
  stop: '停止重放',
  dismiss: '关闭提示',
  states: {
    running: '正在发送',
    waiting: '等待确认',
    paused: '已暂停',
    disconnected: '已暂停：未连接',
    stopped: '已停止',
    done: '已完成',
  },
  refused: (count) => `${grouped(count)} 条被拒绝`,
  unanswered: (count) => `${grouped(count)} 条没有确认`,
  skipped: (count) => `${grouped(count)} 条未发送`,
};
