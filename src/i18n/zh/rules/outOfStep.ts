/** 报文边界错位的连接：实际发生了什么，以及另一种读法。 */
import type { SessionFindings } from '../../../engine/findings/findings.ts';
import type { StepFault } from '../../../engine/outOfStep/explanations.ts';
import type { PacketType } from '../../../mqtt/tables/packet.ts';
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
  inserted: ({ type, topic, byte, count }) =>
    `${named(type, topic)}的第 ${byte} 字节处夹有其他报文，共 ${count} 字节。原因：两个任务写入同一连接`,
};

export function outOfStep(args: StepArgs): string {
  const packets = args.next.map(({ type, size, topic }) =>
    [nameOf(type), topic, `${size} 字节`].filter((part) => part !== '').join(' '),
  );
  return `${STEPS[args.fault](args)}。由此往后读：${packets.join(' · ')}。`;
}
