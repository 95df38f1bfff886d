import type { Texts } from '../../en/texts.ts';
import { span } from '../codes/durations.ts';

export const details: Texts['details'] = {
  last: '最近一条消息',
  packet: '报文',
  time: '时间',
  ago: (seconds) => `${span(seconds)}前`,
  flags: '标志',
  noFlags: '均未设置',
  size: '大小',
  sizes: (packet, payload) => `${packet}（载荷 ${payload}）`,
  bytes: (length) => `${length} 字节`,
  topic: '主题',
  publisher: '发布者',
  subscribers: '订阅者',
  thisApp: '本应用',
  more: (count) => `另有 ${count} 个`,
  showClient: '显示该客户端',
  messages: '消息数',
  rate: '速率',
  interval: '间隔',
  matches: '匹配的订阅',
  retained: '保留消息',
  broker: 'Broker',
  keeps: '有保留消息',
  keepsNone: '未发现保留消息',
  shape: '结构',
};
