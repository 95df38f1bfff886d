import type { Texts } from '../../en/texts.ts';
import { span } from '../codes/durations.ts';

export const details: Texts['details'] = {
  title: '详情',
  toDetails: '详情',
  none: { title: '未选择主题', text: '请在主题树中选择一个主题。' },
  nothing: '此处尚未收到消息',
  last: '最近一条消息',
  packet: '报文',
  time: '时间',
  ago: (seconds) => `${span(seconds)}前`,
  flags: '标志',
  noFlags: '均未设置',
  size: '大小',
  sizes: (packet, payload) => `${packet}（载荷 ${payload}）`,
  bytes: (length) => `${length} 字节`,
  sinceClear: '至今',
  topics: '主题',
  messages: '消息数',
  rate: '速率',
  interval: '间隔',
  matches: '匹配的订阅',
  retained: '保留值',
  broker: 'Broker',
  keeps: '保留着最近的值',
  keepsNone: '未见其保留值',
  shape: '结构',
};
