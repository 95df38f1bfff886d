import { say } from '../../../base/message.ts';
import type { Intervals } from '../../../engine/topics/tree/pace.ts';
import type { Texts } from '../../en/texts.ts';
import { bytes, grouped, rate } from '../../numbers.ts';
import { roundSize } from '../../sizes.ts';
import { pace, paces, span } from '../codes/durations.ts';
import { previews } from './previews.ts';

function every(intervals: Intervals): string {
  const [from, to] = paces(intervals);
  return to === undefined ? `每 ${from}一条` : `每 ${from}至 ${to}一条`;
}

export const topics: Texts['topics'] = {
  tree: '主题树',
  emptyLevel: '（空）',
  blankLevel: (blanks) => (blanks === 1 ? '（空格）' : `（${blanks} 个空格）`),
  as: { label: '显示主题', tree: '树' },
  search: '查找主题或值',
  searchHint: '一个或多个词，或含 + 或 # 的主题过滤器',
  showAll: '显示所有主题',
  copied: (topic) => `已复制主题 ${topic}`,
  notCopied: '浏览器不允许复制',
  messages: (own, all) =>
    own === all
      ? `${grouped(all)} 条消息`
      : `${grouped(all)} 条消息，其中本主题 ${grouped(own)} 条`,
  pace: (pace) => {
    if (pace === undefined) return '';
    switch (pace.kind) {
      case 'rate':
        return `${rate(pace.perSecond)}/秒`;
      case 'every':
        return every(pace);
      case 'last':
        return '';
    }
  },
  paceOfOne: (pace, ago) => {
    switch (pace.kind) {
      case 'rate':
        return `每秒 ${rate(pace.perSecond)} 条`;
      case 'every':
        return every(pace);
      case 'last':
        if (pace.messages === 1) return `1 条消息，${span(ago)}前`;
        return pace.messages === 2
          ? `2 条消息，最近一条在 ${span(ago)}前`
          : `最近一条消息在 ${span(ago)}前`;
    }
  },
  totals: (pace, size) =>
    [
      pace?.kind === 'rate' && `每秒 ${rate(pace.perSecond)} 条`,
      pace?.kind === 'every' && every(pace),
      `共 ${roundSize(size)}`,
    ]
      .filter(Boolean)
      .join('，'),
  silent: (time, usually) => `${span(time / 1e6)}没有消息，通常每 ${pace(usually)}一条`,
  menu: '主题操作',
  preview: (preview) => say(previews, preview),
  retainedShort: '保留',
  retained: '保留：Broker 保存最新值',
  activity: '最近 5 秒的每秒消息数',
  level: (number) => `第 ${number} 层`,
  long: (size) => `长 ${bytes(size)}`,
};
