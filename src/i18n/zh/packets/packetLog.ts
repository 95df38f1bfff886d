import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const packetLog: Texts['packetLog'] = {
  discarded: (count, budget) =>
    `已丢弃较早的 ${grouped(count)} 个报文：报文记录的容量为 ${Math.round(budget / 1_048_576)} MiB。`,
  toKeep: '如需全部保留，请记录到文件：',
};
