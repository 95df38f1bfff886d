/**
 * The fast path of handshakes: PUBACK, PUBREC, PUBREL and PUBCOMP, in both directions, many at a time. Each
 * packet takes the next step of its exchange and gets its row in the log, without an object. Packets that
 * deviate from the usual course or report anything but success take the slow path.
 */
import { isPlainAnswer } from '../../mqtt/framing/firstBytes.ts';
import type { AckPacket } from '../../mqtt/tables/packet.ts';
import { PUBACK, PUBCOMP, PUBREC, PUBREL } from '../../mqtt/tables/typeNumbers.ts';
import type { Direction } from '../log/columns/direction.ts';
import { versionBits } from '../log/columns/packetColumns.ts';
import type { OpenRows } from '../log/packetLog.ts';
import type { StreamMemory } from '../rules/memory/streamMemory.ts';
import type { Stream } from '../streams/stream.ts';
import type { CaptureParts } from './captureParts.ts';
import type { PacketBatch } from './plainMessages.ts';

/** Length of an acknowledgement with only a packet identifier (3.4.2.1). */
export const ANSWER_BYTES = 4;

const NAMES: Readonly<Record<number, AckPacket['type']>> = {
  [PUBACK]: 'puback',
  [PUBREC]: 'pubrec',
  [PUBREL]: 'pubrel',
  [PUBCOMP]: 'pubcomp',
};

/** State shared by the packets of a run. `number` advances with them. */
interface Run {
  readonly stream: Stream;
  readonly direction: Direction;
  readonly time: number;
  readonly memory: StreamMemory;
  readonly answer: AnswerBatch['answer'];
  readonly acknowledged: AnswerBatch['acknowledged'];
  number: number;
}

/** The context of answers that arrive or leave together, and the listener. */
export type AnswerBatch = Pick<PacketBatch, 'stream' | 'time' | 'acknowledged'> &
  Partial<Pick<PacketBatch, 'answer'>>;

const otherWay = (direction: Direction): Direction => (direction === 'in' ? 'out' : 'in');

export class PlainAnswers {
  readonly #parts: CaptureParts;

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  /**
   * Processes packets from `from` on, in bytes that are staged in the log.
   * @returns position of the first packet that it does not process
   */
  take(bytes: Uint8Array, from: number, direction: Direction, batch: AnswerBatch): number {
    const run = this.#runFor(direction, batch);
    let end = from;
    for (let rows = run && this.#parts.log.openRows(); run && rows; ) {
      const taken = this.#fill(rows, bytes, end, run);
      if (taken === 0) break;
      const size = taken * ANSWER_BYTES;
      end += size;
      this.#parts.log.wrote(taken, run.time, size, bytes.byteOffset + end);
      rows = taken === rows.room ? this.#parts.log.openRows() : undefined;
    }
    if (run !== undefined && end > from) this.#account(run, (end - from) / ANSWER_BYTES);
    return end;
  }

  #runFor(direction: Direction, batch: AnswerBatch): Run | undefined {
    const { armed, problems, log, streams } = this.#parts;
    const { time, answer, acknowledged } = batch;
    const number = log.nextNumber;
    const stream = streams.get(batch.stream);
    if (stream === undefined || armed.isBusyAt(number)) return undefined;
    const memory = problems.settledMemoryForAcks(stream, direction, time);
    if (memory === undefined || memory.maximumPacketSize[direction] < ANSWER_BYTES)
      return undefined;
    const isDue =
      !memory.isDoubtful && memory.answers?.isPatient(otherWay(direction), time) === false;
    if (isDue) return undefined;
    return { stream, direction, time, memory, answer, acknowledged, number };
  }

  /** @returns number of rows written */
  #fill(
    { columns, index, room, slab }: OpenRows,
    bytes: Uint8Array,
    from: number,
    run: Run,
  ): number {
    const { usual } = this.#parts.exchanges;
    const { memory, stream, direction } = run;
    const { time, source, size, offset, exchange, back, packetId, firstByte } = columns;
    const { topic, slab: slabs, marks } = columns;
    const { flow } = stream.session;
    const other = otherWay(direction);
    const of = stream.ordinal * 2 + (direction === 'out' ? 1 : 0);
    const mark = versionBits(stream.version);
    let row = 0;
    for (let at = from; row < room; row += 1, at += ANSWER_BYTES) {
      const first = bytes[at] ?? 0;
      if (!isPlainAnswer(first) || bytes[at + 1] !== ANSWER_BYTES - 2) break;
      if (at + ANSWER_BYTES > bytes.length) break;
      const id = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
      // The rules follow a message across the broker once it is accepted.
      if (direction === 'in' && memory.offered?.has(id) === true) break;
      const type = first >> 4;
      // Direction of the message.
      const sender = type === PUBREL ? direction : other;
      const of1 = usual.advance(run, type, id, flow.of(sender));
      if (of1 === 0) break;
      memory.acknowledged(NAMES[type] ?? 'puback', id, false, direction);
      if (type === PUBACK || type === PUBREC) {
        if (!memory.isDoubtful) memory.answers?.answeredInTime(other, id);
      }
      const place = index + row;
      time[place] = run.time;
      source[place] = of;
      topic[place] = 0;
      size[place] = ANSWER_BYTES;
      slabs[place] = slab;
      offset[place] = bytes.byteOffset + at;
      exchange[place] = of1;
      back[place] = 0;
      packetId[place] = id;
      firstByte[place] = first;
      marks[place] = mark;
      run.number += 1;
      if (direction === 'out') continue;
      if (type === PUBREL) run.answer?.(PUBCOMP, id);
      else run.acknowledged?.(type, id);
    }
    return row;
  }

  #account({ stream, direction, memory, time, number }: Run, packets: number): void {
    const bytes = packets * ANSWER_BYTES;
    stream.wire[direction].bytes += bytes;
    stream.count(direction, bytes, packets);
    memory.passed(direction, number - 1, time);
    this.#parts.problems.passed(time);
  }
}
