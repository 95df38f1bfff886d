import { pace } from '../../durations.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped, rate } from '../../numbers.ts';

const perSecond = (value: number): string => `${rate(value)} 条/秒`;

export const repeats: Texts['repeats'] = {
  unit: '频率',
  every: '间隔，ms',
  perSecond: '每秒条数',
  times: '次数',
  endless: '直到停止',
  topics: '主题，每行一个',
  topicsHint: '留空：使用上面的主题',
  start: '开始',
  lines: '每行一条消息',
  linesOf: (lines, skipped) =>
    `${grouped(lines)} 条消息${skipped === 0 ? '' : `，跳过 ${grouped(skipped)} 个空行`}`,
  linesOfFile: '文件中的每一行，跳过空行。',
  rounds: '全部行的次数',
  startAt: (nth) => `从第 ${grouped(nth)} 条继续`,
  beginAnew: '从第一行开始',
  rate: (rate) => `合计 ${perSecond(rate)}`,
  rateNow: perSecond,
  wanted: (rate) => `目标 ${perSecond(rate)}`,
  rhythm: (every) =>
    every < 100 ? perSecond(1000 / every) : `每 ${pace(every * 1000).replace(/ s$/, ' 秒')}`,
  acknowledged: (count) => `，已确认 ${grouped(count)} 条`,
  ended: (sent) => `已发送 ${grouped(sent)} 条`,
  others: (count) => `至 ${grouped(count + 1)} 个主题`,
  errors: {
    every: '大于 0 ms，最多一天。',
    perSecond: '大于 0，例如 0.5 或 100。',
    rate: (most) => `合计每秒最多 ${grouped(most)} 条消息。`,
    times: (most) => `1 至 ${grouped(most)}，或留空。`,
    topics: (most) => `最多 ${grouped(most)} 个主题。`,
    topic: (topic, why) => `${topic}：${why}`,
    line: (number, why) => `第 ${grouped(number)} 行：${why}没有发送任何消息。`,
    lines: (most) => `最多 ${grouped(most)} 行。没有发送任何消息。`,
    noLines: '没有任何含有文本的行。',
    noText: (most) => `文件不是 UTF-8 文本，或大于 ${most / 2 ** 20} MiB。没有发送任何消息。`,
  },
};
