/** Streams out of step: what really happened, and the other reading. */
import type { SessionFindings } from '../../../engine/findings/findings.ts';
import type { StepFault } from '../../../engine/outOfStep/explanations.ts';
import type { PacketType } from '../../../mqtt/tables/packet.ts';
import { nameOf, quoted } from './findingWords.ts';

type StepArgs = SessionFindings['out-of-step'];

const bytes = (count: number): string => `${count} ${count === 1 ? 'byte' : 'bytes'}`;
const named = (type: PacketType | undefined, topic: string): string =>
  `${nameOf(type)}${topic === '' ? '' : ` to ${quoted(topic)}`}`;

const missing = ({ sender, type, topic, announced, sent, count }: StepArgs): string =>
  `${named(type, topic)} announces ${bytes(announced)}, and the ${sender} sent ${sent} of them: ${bytes(count)} ${count === 1 ? 'is' : 'are'} missing`;

const STEPS: Readonly<Record<StepFault, (args: StepArgs) => string>> = {
  short: (args) =>
    `${missing(args)}, or its remaining length is too large by that. Cause: a write that was not finished, or two writers`,
  buffer: (args) =>
    `${missing(args)}. Cause: a buffer of ${args.sent} bytes, into which the packet did not fit`,
  inserted: ({ type, topic, byte, count }) =>
    `${bytes(count)} of other packets within ${named(type, topic)}, at its byte ${byte}. Cause: two tasks that write to one connection`,
};

export function outOfStep(args: StepArgs): string {
  const packets = args.next.map(({ type, size, topic }) =>
    [nameOf(type), topic, bytes(size)].filter((part) => part !== '').join(' '),
  );
  return `${STEPS[args.fault](args)}. Read from there on: ${packets.join(' · ')}.`;
}
