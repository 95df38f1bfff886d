import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

const perSecond = (rate: number): string =>
  `${rate >= 10 ? grouped(Math.round(rate)) : Number(rate.toPrecision(2))} 条/秒`;

export const repeats: Texts['repeats'] = {
  unit: '频率',
  every: '间隔，ms',
  perSecond: '每秒条数',
  times: '次数',
  endless: '直到停止',
  topics: '主题，每行一个',
  topicsHint: '留空：使用上面的主题',
  start: '开始',
  rate: (rate) => `合计 ${perSecond(rate)}`,
  rateNow: perSecond,
  wanted: (rate) => `目标 ${perSecond(rate)}`,
  ended: (sent) => `已发送 ${grouped(sent)} 条`,
  others: (count) => `至 ${grouped(count + 1)} 个主题`,
  errors: {
    every: '大于 0 ms，最多一天。',
    perSecond: '大于 0，例如 0.5 或 100。',
    rate: (most) => `合计每秒最多 ${grouped(most)} 条消息。`,
    times: (most) => `1 至 ${grouped(most)}，或留空。`,
    topics: (most) => `最多 ${grouped(most)} 个主题。`,
    topic: (topic, why) => `${topic}：${why}`,
  },
};
