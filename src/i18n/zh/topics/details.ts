import type { Texts } from '../../en/texts.ts';
import { bytes } from '../../numbers.ts';
import { roughly } from '../codes/durations.ts';
import { spaced } from '../codes/spaced.ts';

const range = (least: string, most: string): string =>
  least === most ? least : spaced(least, '至 ', most);

export const details: Texts['details'] = {
  topic: '主题',
  interval: '间隔',
  intervals: (least, most) => range(roughly(least), roughly(most)),
  size: '报文大小',
  sizes: (least, most) => range(bytes(least), bytes(most)),
  bytes: (length) => `${length} 字节`,
  subscribers: '订阅者',
  thisApp: '本应用',
  more: (count) => `另有 ${count} 个`,
  showClient: '显示该客户端',
  matches: '匹配的订阅',
};
