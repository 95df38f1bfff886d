import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const pairs: Texts['pairs'] = {
  failed: '失败',
  states: {
    waiting: '尚无响应',
    answered: '已响应',
    unanswered: '未及时响应',
    'none-wanted': '无需响应',
    'reply-alone': '未见到请求',
    unheard: '未订阅响应',
  },
  grid: '请求与响应',
  columns: {
    time: '时间',
    direction: '方向',
    meaning: '请求',
    id: 'ID',
    packets: '报文',
    latency: '时延',
    state: '状态',
    code: 'code',
  },
  show: '显示哪些请求',
  shows: { all: '全部', waiting: '等待中', failed: '失败', in: '收', out: '发' },
  search: '查找 id、标识符、主题或 code',
  clearSearch: '清除搜索',
  showRequest: (packet) => `显示请求，报文 ${packet}`,
  showReply: (packet) => `显示响应，报文 ${packet}`,
  none: '无',
  forgotten: (count) => `为限制内存，不再显示最早的 ${grouped(count)} 个请求；其报文仍在。`,
  empty: {
    title: '还没有请求',
    text: '各生态的请求与响应会出现在这里，按各自的方式配对：id、token 或先后顺序。',
    filtered: '没有匹配的请求',
    filteredText: '目前没有匹配的请求。',
  },
};
