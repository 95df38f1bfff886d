/** Writes a capture in any format, without secrets unless they are asked for. */

import { jsonLine } from '../../base/printable.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { decodeSn } from '../../mqttsn/decodeSn.ts';
import type { ProblemWords } from '../findings/problem.ts';
import { type ReportedProblem, reportProblem } from '../findings/reportedProblem.ts';
import type { NoteFact } from '../log/columns/noteFacts.ts';
import type { ExportFormat } from './captureFormats.ts';
import type {
  CaptureEvent,
  FileNote,
  ReadPacket,
  SensorDatagram,
  WithheldPacket,
} from './events/captureEvents.ts';
import type { FileWords } from './events/fileWords.ts';
import {
  faultComment,
  markComment,
  overwrittenComment,
  textSpeakerComment,
} from './events/markComment.ts';
import { settingsWithoutSecrets } from './events/settingsWithoutSecrets.ts';
import { PcapngWriter } from './frames/pcapngWriter.ts';
import { CSV_HEAD, csvLine } from './lines/csvLine.ts';
import { closedLine, openedLine } from './lines/streamLine.ts';
import { OwnWriter } from './own/ownWriter.ts';
import { DissectedCapture, type NumberedPacket } from './report/dissectedCapture.ts';
import { reportNumbered } from './report/numberedReport.ts';
import type { SavedEvent } from './savedCapture.ts';

export interface ExportOptions {
  readonly secrets: Secrets;
  readonly withSecrets: boolean;
  /** Topics and payloads are replaced by stand-ins of the same length. */
  readonly withStandIns?: boolean;
  /** Packets that go into the file as they are need not be read, where the format does not ask for it. */
  readonly quick?: boolean;
  /** Notes on files, in words; without it, none are written. */
  readonly noteText?: (note: NoteFact) => string;
  /** NDJSON: also a line for the beginning and the end of each stream. */
  readonly streamLines?: boolean;
  /** What wrote it, e.g. `mqttscope 0.1.0`. */
  readonly application: string;
  /** Of comments and columns. */
  readonly fileWords: FileWords;
}

/** Takes events without secrets, and the packets in them as they were read. */
interface FormatWriter {
  take(event: CaptureEvent, packet: NumberedPacket | undefined): void;
  end(): void;
}

export class CaptureExport {
  readonly #capture: DissectedCapture;
  readonly #writer: FormatWriter;
  readonly #hasSettings: boolean;
  readonly #isQuick: boolean;
  /** Lines are of control packets alone, and nothing stands in for what a sensor says. */
  readonly #hasDatagrams: boolean;
  /** undefined: they stay. */
  readonly #secrets: Secrets | undefined;
  #count = 0;
  #datagrams = 0;
  /** Sides that speak in text frames, by stream, until a packet tells it; formats of packets alone. */
  readonly #textSpeakers = new Map<number, readonly Sender[]>();
  readonly #hasNotes: boolean;

  /** `write` gets the file's bytes, piece by piece. */
  constructor(format: ExportFormat, write: (bytes: Uint8Array) => void, options: ExportOptions) {
    this.#capture = new DissectedCapture(options);
    this.#writer = writerOf(format, write, options);
    // Topics stand in them, too.
    this.#hasSettings = options.withStandIns !== true;
    const isOfFrames = format === 'mqttscope' || format === 'pcapng';
    this.#hasDatagrams = isOfFrames && options.withStandIns !== true;
    this.#secrets = options.withSecrets ? undefined : options.secrets;
    this.#hasNotes = format === 'mqttscope';
    this.#isQuick = options.quick === true && format === 'mqttscope';
  }

  /** Of MQTT-SN, written so far. */
  get datagrams(): number {
    return this.#datagrams;
  }

  /** Packets written so far. */
  get count(): number {
    return this.#count;
  }

  /** The packet as it was written, where the event is one and it was read. */
  take(event: SavedEvent): NumberedPacket | undefined {
    if (event.kind === 'passed-over') {
      this.#capture.take(event.packet);
      return undefined;
    }
    if (this.#isQuick && event.kind === 'packet' && this.#capture.passes(event)) {
      this.#count += 1;
      this.#writer.take(event, undefined);
      return undefined;
    }
    if (event.kind === 'withheld') {
      this.#withheld(event);
      return undefined;
    }
    if (event.kind === 'datagram') {
      if (!this.#hasDatagrams) return undefined;
      this.#datagrams += 1;
      this.#writer.take(this.#secrets ? withoutSecretData(event, this.#secrets) : event, undefined);
      return undefined;
    }
    if (event.kind === 'note' && !this.#hasNotes) this.#remember(event);
    const told = event.kind === 'packet' ? this.#withSpeakers(event) : event;
    const packet = this.#capture.take(told);
    if (packet) this.#count += 1;
    this.#writer.take(withoutSecrets(told, packet, this.#hasSettings), packet);
    return packet;
  }

  end(): void {
    this.#writer.end();
  }

  #remember({ stream, fact }: FileNote): void {
    if (stream === undefined || fact.key !== 'text-frames') return;
    const { sender } = fact.args;
    const before = this.#textSpeakers.get(stream) ?? [];
    this.#textSpeakers.set(stream, [...before, sender]);
  }

  #withSpeakers(packet: ReadPacket): ReadPacket {
    const textSpeakers = this.#textSpeakers.get(packet.stream);
    if (textSpeakers === undefined) return packet;
    this.#textSpeakers.delete(packet.stream);
    return { ...packet, textSpeakers };
  }

  #withheld(event: WithheldPacket): void {
    const packet = this.#capture.withheld(event);
    const { bytes, isMasked } = packet.dissected;
    this.#writer.take({ ...event, bytes, ...(isMasked && { masked: true as const }) }, packet);
  }
}

/** A sensor has no password; what it publishes may be anything. */
function withoutSecretData(event: SensorDatagram, secrets: Secrets): SensorDatagram {
  const message = decodeSn(event.bytes)?.message;
  if (message?.type !== 'publish') return event;
  const shown = secrets.maskMessage('', message.data);
  if (shown === message.data) return event;
  const bytes = new Uint8Array(event.bytes);
  bytes.set(shown, bytes.length - shown.length);
  return { ...event, bytes };
}

/** Settings never have secrets; packets as they were read. */
function withoutSecrets(
  event: CaptureEvent,
  packet: NumberedPacket | undefined,
  hasSettings: boolean,
): CaptureEvent {
  if (event.kind === 'opened' && event.settings) {
    const { settings, ...rest } = event;
    return hasSettings ? { ...rest, settings: settingsWithoutSecrets(settings) } : rest;
  }
  if (event.kind !== 'packet' || !packet) return event;
  const { bytes, isMasked } = packet.dissected;
  return { ...event, bytes, ...(isMasked && { masked: true as const }) };
}

function writerOf(
  format: ExportFormat,
  write: (bytes: Uint8Array) => void,
  options: ExportOptions,
): FormatWriter {
  const { application, withStandIns, noteText, fileWords } = options;
  switch (format) {
    case 'mqttscope':
      return new OwnWriter(write, noteText);
    case 'pcapng':
      return new CommentedPackets(
        new PcapngWriter(write, application),
        fileWords,
        withStandIns === true,
      );
    case 'ndjson': {
      const packets = linesTo(write, (packet) => {
        const report = reportNumbered(packet);
        return jsonLine(packet.withheld ? { ...report, withheld: true } : report);
      });
      return options.streamLines === true
        ? new LinesOfStreams(packets, write, options.withSecrets)
        : packets;
    }
    case 'csv': {
      write(encodeUtf8(`${CSV_HEAD}\r\n`));
      return linesTo(write, (packet) => `${csvLine(packet, fileWords)}\r`);
    }
  }
}

function linesTo(
  write: (bytes: Uint8Array) => void,
  lineOf: (packet: NumberedPacket) => string,
): FormatWriter {
  return {
    take: (_event, packet) => {
      if (packet) write(encodeUtf8(`${lineOf(packet)}\n`));
    },
    end: () => undefined,
  };
}

/** Lines of packets, and among them where each stream begins and ends. */
class LinesOfStreams implements FormatWriter {
  readonly #packets: FormatWriter;
  readonly #write: (bytes: Uint8Array) => void;
  readonly #withReasons: boolean;
  /** µs since 1970 at time 0. */
  #origin = 0;

  constructor(packets: FormatWriter, write: (bytes: Uint8Array) => void, withReasons: boolean) {
    this.#packets = packets;
    this.#write = write;
    this.#withReasons = withReasons;
  }

  take(event: CaptureEvent, packet: NumberedPacket | undefined): void {
    const line = this.#lineOf(event);
    if (line !== undefined) this.#write(encodeUtf8(`${line}\n`));
    this.#packets.take(event, packet);
  }

  end(): void {
    this.#packets.end();
  }

  #lineOf(event: CaptureEvent): string | undefined {
    if (event.kind === 'origin') this.#origin = event.wallClock * 1000;
    if (event.kind === 'opened') return openedLine(event, this.#origin + event.time);
    if (event.kind !== 'closed') return undefined;
    return closedLine(event, this.#origin + event.time, this.#withReasons);
  }
}

/** Each packet with its comments; a mark comes behind its packet, which has to wait for it. */
class CommentedPackets implements FormatWriter {
  readonly #writer: PcapngWriter;
  readonly #words: ProblemWords;
  readonly #areContentsHidden: boolean;
  #count = 0;
  #waiting: { readonly event: ReadPacket; readonly comments: readonly string[] } | undefined;

  /** @param areContentsHidden what the rules say would name topics */
  constructor(writer: PcapngWriter, words: ProblemWords, areContentsHidden: boolean) {
    this.#writer = writer;
    this.#words = words;
    this.#areContentsHidden = areContentsHidden;
  }

  take(event: CaptureEvent, packet: NumberedPacket | undefined): void {
    if (event.kind === 'mark' && event.packet === this.#count && this.#waiting) {
      const comments = [markComment(event.text), ...this.#waiting.comments];
      this.#waiting = { ...this.#waiting, comments };
      return;
    }
    this.end();
    if (event.kind === 'packet') {
      this.#count += 1;
      // Its bytes may be gone when it is written.
      const kept = { ...event, bytes: event.bytes.slice() };
      this.#waiting = { event: kept, comments: packet ? this.#commentsOn(packet) : [] };
    } else this.#writer.take(event);
  }

  #commentsOn(packet: NumberedPacket): readonly string[] {
    const comments = commentsOf(packet);
    const { found = [] } = packet.event;
    if (this.#areContentsHidden) return comments;
    const told = new Set(packet.dissected.problems.map(({ statement }) => statement));
    const more = found.filter(({ statement }) => !told.has(statement));
    return [
      ...comments,
      ...more.map((one) => commentOf({ ...one, text: this.#words.foundWrong(one) })),
    ];
  }

  end(): void {
    if (this.#waiting) this.#writer.take(this.#waiting.event, this.#waiting.comments);
    this.#waiting = undefined;
  }
}

const commentOf = ({ severity, statement, text }: Omit<ReportedProblem, 'rule'>): string =>
  `${severity} ${statement}: ${text}`;

function commentsOf({ dissected, event }: NumberedPacket): string[] {
  const { faults = [], textSpeakers = [] } = event;
  const comments = dissected.problems.map((problem) => commentOf(reportProblem(problem)));
  const said = dissected.isMasked ? [...comments, overwrittenComment] : comments;
  return [...said, ...textSpeakers.map(textSpeakerComment), ...faults.map(faultComment)];
}
