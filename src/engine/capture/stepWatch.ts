/** Explains a stream out of step when it ends, by reading back the bytes of the side. */
import { joined } from '../../base/bytes.ts';
import type { FoundProblem } from '../findings/problem.ts';
import { clipped } from '../findings/report.ts';
import { type Direction, senderOf } from '../log/columns/direction.ts';
import type { PacketLog } from '../log/packetLog.ts';
import { nextPackets, topicAt } from '../outOfStep/nextPackets.ts';
import { findOutOfStep } from '../outOfStep/outOfStep.ts';
import { OUT_OF_STEP } from '../rules/stepRule.ts';
import type { Stream } from '../streams/stream.ts';

/** Packets, of all streams, that are read back, and bytes of the side. */
const MOST_ROWS = 4096;
const MOST_BYTES = 1 << 17;

interface StepProblem {
  readonly problem: FoundProblem;
  /** Numbers of packets that were never sent in this form. */
  readonly misread: readonly number[];
}

/** @param time µs; undefined if the end was not seen @returns the problems of both sides */
export function stepProblems(
  log: PacketLog,
  stream: Stream,
  time: number | undefined,
  isAfterGap: (packet: number) => boolean,
): StepProblem[] {
  return (['out', 'in'] as const).flatMap((direction) => {
    const found = problemOf(log, stream, direction, time, isAfterGap);
    return found === undefined ? [] : [found];
  });
}

function problemOf(
  log: PacketLog,
  stream: Stream,
  direction: Direction,
  time: number | undefined,
  isAfterGap: (packet: number) => boolean,
): StepProblem | undefined {
  const { numbers, starts, bytes } = bytesOf(log, stream.ordinal, direction, isAfterGap);
  const { version = 4 } = stream;
  const found = findOutOfStep({ bytes, version, sender: senderOf(direction) });
  if (found === undefined) return undefined;
  const at = starts.findLastIndex((start) => start <= found.packet);
  const { fault, type, announced, sent, count } = found;
  const args = {
    sender: senderOf(direction),
    fault,
    type,
    topic: clipped(topicAt(bytes, found.packet)),
    announced,
    sent,
    byte: found.at - found.packet,
    count,
    next: nextPackets(found, bytes).map((one) => ({ ...one, topic: clipped(one.topic) })),
  };
  const packet = numbers[at] ?? 0;
  const problem: FoundProblem = {
    rule: OUT_OF_STEP.id,
    severity: OUT_OF_STEP.severity,
    statement: OUT_OF_STEP.statement(version),
    finding: { key: 'out-of-step', args },
    packet,
    other: undefined,
    stream: stream.ordinal,
    time: time ?? log.timeOf(packet),
  };
  const misread = found.misread.flatMap((start) => numbers[starts.indexOf(start)] ?? []);
  return { problem, misread };
}

/** The newest bytes of a side. The first one begins a packet. */
function bytesOf(
  log: PacketLog,
  stream: number,
  direction: Direction,
  isAfterGap: (packet: number) => boolean,
) {
  const last = log.nextNumber - 1;
  const parts: { number: number; bytes: Uint8Array }[] = [];
  let size = 0;
  for (let number = last; number >= Math.max(log.oldestNumber, last - MOST_ROWS); number -= 1) {
    const row = log.row(number);
    if (row?.stream !== stream || row.direction !== direction || row.withheld) continue;
    if (row.masked) break;
    const bytes = log.view(number);
    if (bytes === undefined || size + bytes.length > MOST_BYTES) break;
    size += bytes.length;
    parts.unshift({ number, bytes: bytes.slice() });
    if (isAfterGap(number)) break;
  }
  const starts: number[] = [];
  let at = 0;
  for (const { bytes } of parts) {
    starts.push(at);
    at += bytes.length;
  }
  const numbers = parts.map(({ number }) => number);
  return { numbers, starts, bytes: joined(parts.map((part) => part.bytes)) };
}
