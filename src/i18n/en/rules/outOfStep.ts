/** Streams out of step: what really happened, and the other reading. */
import type { SessionFindings } from '../../../engine/findings/findings.ts';
import {
  type PacketReading,
  packetsSince,
  type ReadState,
} from '../../../engine/outOfStep/readings.ts';
import type { StepFault } from '../../../engine/outOfStep/stepFaults.ts';
import type { PacketType } from '../../../mqtt/tables/packet.ts';
import type { StepTable } from '../../stepTable.ts';
import { nameOf, quoted } from './findingWords.ts';

type StepArgs = SessionFindings['out-of-step'];

const bytes = (count: number): string => `${count} ${count === 1 ? 'byte' : 'bytes'}`;
const named = (type: PacketType | undefined, topic: string): string =>
  `${nameOf(type)}${topic === '' ? '' : ` to ${quoted(topic)}`}`;

const missing = ({ sender, type, topic, announced, sent, count }: StepArgs): string =>
  `${named(type, topic)} announces ${bytes(announced)}, and the ${sender} sent ${sent} of them: ${bytes(count)} ${count === 1 ? 'is' : 'are'} missing`;

const surplus = ({ type, topic, count }: StepArgs, what: string): string =>
  `${what} of ${bytes(count)} after ${named(type, topic)}`;

const STEPS: Readonly<Record<StepFault, (args: StepArgs) => string>> = {
  short: (args) =>
    `${missing(args)}, or its remaining length is too large by that. Cause: a write that was not finished, or two writers`,
  buffer: (args) =>
    `${missing(args)}. Cause: a buffer of ${args.sent} bytes, into which the packet did not fit`,
  again: (args) =>
    `${missing(args)}, then the packet begins again. Cause: a write that was not finished and was repeated as a whole`,
  inserted: ({ type, topic, byte, count }) =>
    `${bytes(count)} of other packets within ${named(type, topic)}, at its byte ${byte}. Cause: two tasks that write to one connection`,
  'line-end': (args) => surplus(args, 'A line end'),
  zero: (args) =>
    `${surplus(args, 'Zeros')}. Cause: the terminator of a C string, or a length that counts it`,
  'other-protocol': (args) => surplus(args, 'Another protocol'),
  extra: ({ type, topic, count }) =>
    `${bytes(count)} that no packet announces follow ${named(type, topic)}: its remaining length is too small by that, or they do not belong there`,
};

export function outOfStep(args: StepArgs): string {
  const packets = packetsSince(args.readings).map(({ type, size, topic }) =>
    [nameOf(type), topic, bytes(size)].filter((part) => part !== '').join(' '),
  );
  return `${STEPS[args.fault](args)}. Read from there on: ${packets.join(' · ')}.`;
}

const STATES: Readonly<Record<ReadState, (packet: PacketReading) => string>> = {
  whole: ({ size }) => bytes(size),
  malformed: ({ size }) => `${bytes(size)}, malformed`,
  cut: ({ size, there }) => `${there} of ${bytes(size)}`,
  stray: ({ size }) => `${bytes(size)}, not a packet`,
};

/** Both readings of the bytes, as a table. */
export const stepReadings: StepTable = {
  name: 'Both readings',
  heads: { byte: 'Byte', announced: 'By announced lengths', sent: 'As sent' },
  packet: (packet) => {
    const { state, type, topic } = packet;
    const name = state === 'stray' ? '' : type === undefined ? 'Reserved type' : nameOf(type);
    return [name, STATES[state](packet), topic].filter((part) => part !== '').join(' ');
  },
};
