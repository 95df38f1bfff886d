/** Reads what `mqttscope dissect --json` prints: one packet a line. */
import { hex } from '@scure/base';
import type { PacketProblem, Severity } from '../../mqtt/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/packet.ts';
import { isProtocolVersion } from '../../mqtt/packetNames.ts';
import { decodeUtf8 } from '../../mqtt/utf8.ts';
import { ByteQueue } from './byteQueue.ts';
import {
  type CaptureReader,
  type CaptureSink,
  type ReadPacket,
  UnreadableFile,
} from './captureEvents.ts';
import { isCount, isFiniteNumber, isRecord } from './eventJson.ts';
import { PARTIAL_RULES } from './packetReport.ts';

const LINE_END = 0x0a;
/** A packet of 256 MiB in hexadecimal, twice, is more than anybody has. */
const LONGEST_LINE = 1024 * 1024 * 1024;

export const isNdjson = (start: Uint8Array): boolean => start[0] === 0x7b;

interface Line {
  readonly packet: ReadPacket;
  readonly version: ProtocolVersion | undefined;
}

export class NdjsonReader implements CaptureReader {
  readonly #queue = new ByteQueue();
  readonly #sink: CaptureSink;
  readonly #streams = new Set<number>();
  /** Bytes of the queue in which there is no line end. */
  #searched = 0;
  #isBroken = false;

  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (this.#isBroken) return;
    this.#queue.push(chunk);
    for (let line = this.#nextLine(); line && !this.#isBroken; line = this.#nextLine()) {
      this.#line(line);
    }
    this.#queue.keep();
  }

  end(): void {
    const rest = this.#isBroken ? undefined : this.#queue.take(this.#queue.length);
    if (rest && rest.length > 0) this.#line(rest);
    if (this.#streams.size === 0 && !this.#isBroken)
      throw new UnreadableFile('It holds no packet.');
  }

  #nextLine(): Uint8Array | undefined {
    const waiting = this.#queue.peek(this.#queue.length);
    const at = waiting?.indexOf(LINE_END, this.#searched) ?? -1;
    if (at < 0) {
      this.#searched = this.#queue.length;
      if (this.#searched > LONGEST_LINE) this.#break('a line there is longer than any can be');
      return undefined;
    }
    this.#searched = 0;
    return this.#queue.take(at + 1);
  }

  #break(why: string, byte = this.#queue.offset): void {
    this.#isBroken = true;
    if (this.#streams.size === 0) {
      throw new UnreadableFile('Its first line is not a packet as --json prints it.');
    }
    const text = `The file breaks off at byte ${byte}: ${why}.`;
    this.#sink({ kind: 'note', note: 'truncated', text, byte });
  }

  #line(bytes: Uint8Array): void {
    const text = decodeUtf8(bytes);
    if (text?.trim() === '') return;
    const line = text === undefined ? undefined : parseLine(text);
    if (!line) {
      const isLast = bytes.at(-1) !== LINE_END;
      const byte = this.#queue.offset - (isLast ? 0 : bytes.length);
      this.#break(isLast ? 'its last line is not whole' : 'a line there is no packet', byte);
      return;
    }
    const { packet, version } = line;
    const { stream, time } = packet;
    if (this.#streams.size === 0) this.#sink({ kind: 'origin', wallClock: 0 });
    if (!this.#streams.has(stream)) {
      this.#streams.add(stream);
      this.#sink({ kind: 'opened', stream, time, carrier: 'other', ...(version && { version }) });
    }
    this.#sink(packet);
  }
}

function parseLine(text: string): Line | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(json)) return undefined;
  const { stream, dir, time, version, problems, masked } = json;
  const bytes = typeof json['hex'] === 'string' ? bytesOf(json['hex']) : undefined;
  if (!isCount(stream) || !isFiniteNumber(time) || !bytes?.length) return undefined;
  if (dir !== 'in' && dir !== 'out') return undefined;
  const problem = Array.isArray(problems) ? problemOf(problems, bytes) : undefined;
  return {
    packet: {
      kind: 'packet',
      stream,
      direction: dir,
      time: time * 1e6,
      bytes,
      ...(masked === true && { masked: true as const }),
      ...(problem && { problem, partial: true as const }),
    },
    version: typeof version === 'number' && isProtocolVersion(version) ? version : undefined,
  };
}

function bytesOf(text: string): Uint8Array | undefined {
  try {
    return hex.decode(text);
  } catch {
    return undefined;
  }
}

/** What the bytes themselves do not tell; all else is found anew. */
function problemOf(problems: readonly unknown[], bytes: Uint8Array): PacketProblem | undefined {
  for (const problem of problems) {
    if (!isRecord(problem)) continue;
    const { rule, severity, statement, text } = problem;
    if (typeof rule !== 'string' || !PARTIAL_RULES.has(rule)) continue;
    if (typeof statement !== 'string' || typeof text !== 'string') continue;
    const ours: Severity = severity === 'error' ? 'malformed' : 'caution';
    return { rule, severity: ours, statement, message: text, offset: 0, length: bytes.length };
  }
  return undefined;
}
