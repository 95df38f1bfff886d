/** Bytes that were sent as they are, as the capture has them: cut into packets as far as they are some. */
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

/** @returns numbers of its packets, and of what is none */
export function recordSent(
  capture: Capture,
  stream: number,
  time: number,
  bytes: Uint8Array,
): readonly number[] {
  const numbers: number[] = [];
  const note = (number: number): void => {
    // While the recording is stopped it is 0.
    if (number !== 0) numbers.push(number);
  };
  const framer = new Framer();
  const fault = framer.push(bytes, (packet) => {
    // They are cut here, so each begins where it does for sure.
    capture.framingFound(stream, 'out');
    note(capture.packet(stream, 'out', time, packet));
  });
  if (fault === undefined && framer.pending === 0) {
    capture.framingFound(stream, 'out');
    return numbers;
  }
  const rest = framer.remainder();
  const problem: PacketProblem = fault
    ? {
        rule: 'remainingLength',
        severity: 'malformed',
        statement: fault.statement,
        breach: fault.breach,
        offset: 0,
        length: rest.length,
      }
    : { ...UNFINISHED, length: rest.length };
  note(capture.brokenBytes(stream, 'out', time, rest, problem));
  return numbers;
}
