import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const filter: Texts['filter'] = {
  box: '显示过滤器',
  placeholder: '关键词，或 payload.t > 30',
  shown: (count) => `显示 ${count} 个报文`,
  shownText: (count) => `显示 ${grouped(count)} 个报文`,
  clear: '清除过滤器',
  cancelled: '已取消过滤，显示所有报文',
  nowFilter: (text) => `显示过滤器现为 ${text}`,
  menu: '过滤器',
  arm: '等待…',
  armTitle: '等待报文',
};
