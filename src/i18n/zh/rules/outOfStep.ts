/** 报文边界错位的连接：实际发生了什么，以及另一种读法。 */
import type { SessionFindings } from '../../../engine/findings/findings.ts';
import {
  type PacketReading,
  packetsSince,
  type ReadState,
} from '../../../engine/outOfStep/readings.ts';
import type { StepFault } from '../../../engine/outOfStep/stepFaults.ts';
import type { PacketType } from '../../../mqtt/tables/packet.ts';
import type { StepTable } from '../../stepTable.ts';
import { spaced } from '../codes/spaced.ts';
import { nameOf, quoted, SIDES } from './findingWords.ts';

type StepArgs = SessionFindings['out-of-step'];

const named = (type: PacketType | undefined, topic: string): string =>
  topic === '' ? `${nameOf(type)} ` : `${nameOf(type)}（${quoted(topic)}）`;

const missing = ({ sender, type, topic, announced, sent, count }: StepArgs): string =>
  `${named(type, topic)}声明 ${announced} 字节，${spaced(SIDES[sender], '只发送了')} ${sent} 字节：缺少 ${count} 字节`;

const STEPS: Readonly<Record<StepFault, (args: StepArgs) => string>> = {
  short: (args) =>
    `${missing(args)}，或其剩余长度多了这么多。原因：一次写入没有完成，或有两处同时写入`,
  buffer: (args) => `${missing(args)}。原因：报文大于 ${args.sent} 字节的缓冲区`,
  again: (args) => `${missing(args)}，随后该报文重新开始。原因：一次写入没有完成，又整个重发`,
  inserted: ({ type, topic, byte, count }) =>
    `${named(type, topic)}的第 ${byte} 字节处夹有其他报文，共 ${count} 字节。原因：两个任务写入同一连接`,
  'line-end': ({ type, topic, count }) => `${named(type, topic)}之后有 ${count} 字节的换行符`,
  zero: ({ type, topic, count }) =>
    `${named(type, topic)}之后有 ${count} 字节的零。原因：字符串的结束符，或长度计入了结束符`,
  'other-protocol': ({ type, topic, count }) =>
    `${named(type, topic)}之后有 ${count} 字节的其他协议数据`,
  extra: ({ type, topic, count }) =>
    `${named(type, topic)}之后有 ${count} 字节不属于任何报文：其剩余长度少了这么多，或这些字节是多余的`,
};

const STATES: Readonly<Record<ReadState, (packet: PacketReading) => string>> = {
  whole: ({ size }) => `${size} 字节`,
  malformed: ({ size }) => `${size} 字节，格式错误`,
  cut: ({ size, there }) => `${size} 字节中的 ${there} 字节`,
  stray: ({ size }) => `${size} 字节，不是报文`,
};

/** 这些字节的两种读法，列为表格。 */
export const stepReadings: StepTable = {
  name: '两种读法',
  heads: { byte: '字节', announced: '按声明的长度', sent: '按实际发送' },
  packet: (packet) => {
    const { state, type, topic } = packet;
    const name = state === 'stray' ? '' : type === undefined ? '保留类型' : nameOf(type);
    return [name, STATES[state](packet), topic].filter((part) => part !== '').join(' ');
  },
};

export function outOfStep(args: StepArgs): string {
  const packets = packetsSince(args.readings).map(({ type, size, topic }) =>
    [nameOf(type), topic, `${size} 字节`].filter((part) => part !== '').join(' '),
  );
  return `${STEPS[args.fault](args)}。由此往后读：${packets.join(' · ')}。`;
}
