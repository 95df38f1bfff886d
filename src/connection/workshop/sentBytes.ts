/** Records raw sent bytes in the capture, split into packets if possible. */
import type { Capture } from '../../engine/capture/capture.ts';
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import { plainBreach } from '../../mqtt/statements/breaches.ts';

const UNFINISHED: PacketProblem = {
  rule: 'cutOff',
  severity: 'malformed',
  statement: 'MQTT-4.2.0-1',
  breach: plainBreach('ended-midway'),
  offset: 0,
  length: 0,
};

/** @returns numbers of its packets, and of bytes that are not packets */
export function recordSent(
  capture: Capture,
  stream: number,
  time: number,
  bytes: Uint8Array,
): readonly number[] {
  const numbers: number[] = [];
  const note = (number: number): void => {
    // 0 while the recording is stopped.
    if (number !== 0) numbers.push(number);
  };
  const framer = new Framer();
  const error = framer.push(bytes, (packet) => {
    note(capture.packet(stream, 'out', time, packet));
  });
  if (error === undefined && framer.pending === 0) return numbers;
  const rest = framer.remainder();
  const problem: PacketProblem = error
    ? {
        rule: 'remainingLength',
        severity: 'malformed',
        statement: error.statement,
        breach: error.breach,
        offset: 0,
        length: rest.length,
      }
    : { ...UNFINISHED, length: rest.length };
  note(capture.brokenBytes(stream, 'out', time, rest, problem));
  return numbers;
}
