/** Exports a capture in any format, without secrets unless they are requested. */

import { encodeUtf8 } from '../../base/utf8.ts';
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { withoutSnSecrets } from '../../mqttsn/snSecrets.ts';
import { type NoteFact, noteWithoutPeerTexts } from '../log/columns/noteFacts.ts';
import type { ExportFormat } from './captureFormats.ts';
import type {
  CaptureEvent,
  FileNote,
  ReadPacket,
  SeriesPlace,
  WithheldPacket,
} from './events/captureEvents.ts';
import type { FileWords } from './events/fileWords.ts';
import { settingsWithoutSecrets } from './events/settingsWithoutSecrets.ts';
import { CommentedPackets } from './frames/commentedPackets.ts';
import { PcapngWriter } from './frames/pcapngWriter.ts';
import { CSV_HEAD, csvLine, csvStreamLine } from './lines/csvLine.ts';
import { type LineTime, type StreamEvent, streamLine } from './lines/streamLine.ts';
import { OwnWriter } from './own/ownWriter.ts';
import { DissectedCapture, type NumberedPacket } from './report/dissectedCapture.ts';
import { LeftOut, type LeftOutBytes } from './report/leftOut.ts';
import { PacketJson } from './report/packetJson.ts';
import type { SavedEvent } from './savedCapture.ts';

export interface ExportOptions {
  readonly secrets: Secrets;
  readonly withSecrets: boolean;
  /** Replaces topics and payloads by stand-ins of the same length. */
  readonly withStandIns?: boolean;
  /** Skips reading packets that are written unchanged, if the format permits it. */
  readonly quick?: boolean;
  /** Texts of notes; without it, no notes are written. */
  readonly noteText?: (note: NoteFact) => string;
  /** Name and version of the writing program, e.g. `mqttscope 0.1.0`. */
  readonly application: string;
  /** Set if the recording has several files; formats of text omit it. */
  readonly series?: SeriesPlace;
  /** Words for comments and columns. */
  readonly fileWords: FileWords;
}

/** Writer of one format. Receives events without secrets, with their packets as read. */
interface FormatWriter {
  take(event: CaptureEvent, packet: NumberedPacket | undefined): void;
  /** Completes the file, if more than its last event is needed. */
  end?(): void;
}

/** Numbers of events that the format cannot hold. */
export type CannotHold = Readonly<Record<'marks' | 'notes' | 'withheld', number>>;

/** Frames show these facts, or a comment on a packet does. */
const SHOWN_BY_FRAMES: ReadonlySet<NoteFact['key']> = new Set([
  'bytes-missing',
  'bytes-uncut',
  'version-inferred',
  'cannot-be-cut',
  'text-frames',
]);

export class CaptureExport {
  readonly #capture: DissectedCapture;
  readonly #writer: FormatWriter;
  readonly #hasSettings: boolean;
  readonly #isQuick: boolean;
  readonly #series: SeriesPlace | undefined;
  /**
   * False for line formats, which only hold control packets, and for stand-ins, which do not cover sensor
   * data.
   */
  readonly #hasDatagrams: boolean;
  /** undefined: secrets are kept. */
  readonly #secrets: Secrets | undefined;
  #count = 0;
  #datagrams = 0;
  readonly #leftOut = new LeftOut();
  /**
   * Sides that send text frames, by stream, until a comment on a packet says so. For pcapng.
   */
  readonly #textSpeakers = new Map<number, readonly Sender[]>();
  readonly #format: ExportFormat;
  readonly #cannotHold = { marks: 0, notes: 0, withheld: 0 };

  /** @param write receives the bytes of the file in pieces */
  constructor(format: ExportFormat, write: (bytes: Uint8Array) => void, options: ExportOptions) {
    this.#capture = new DissectedCapture({ ...options, isCopy: true });
    this.#writer = writerOf(format, write, options);
    // Settings contain topics, too.
    this.#hasSettings = options.withStandIns !== true;
    const isOfFrames = format === 'mqttscope' || format === 'pcapng';
    this.#hasDatagrams = isOfFrames && options.withStandIns !== true;
    this.#secrets = options.withSecrets ? undefined : options.secrets;
    this.#format = format;
    this.#series = options.series;
    this.#isQuick = options.quick === true && format === 'mqttscope';
  }

  /** MQTT-SN datagrams written so far. */
  get datagrams(): number {
    return this.#datagrams;
  }

  get count(): number {
    return this.#count;
  }

  /** What the format cannot hold. */
  get cannotHold(): CannotHold {
    return this.#cannotHold;
  }

  /** Bytes that belong to no packet, which a copy without secrets lacks. */
  get leftOut(): LeftOutBytes {
    return this.#leftOut;
  }

  /** @returns the packet as written, if the event is a packet and was read */
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
      const secrets = this.#secrets;
      const bytes = secrets ? withoutSnSecrets(event.bytes, secrets) : event.bytes;
      this.#writer.take({ ...event, bytes }, undefined);
      return undefined;
    }
    if (event.kind === 'origin') {
      // A copy of a file is not a part of the recording that the file is of.
      this.#capture.take(event);
      const { kind, wallClock } = event;
      const series = this.#series;
      this.#writer.take({ kind, wallClock, ...(series && { series }) }, undefined);
      return undefined;
    }
    if (event.kind === 'note' && this.#format === 'pcapng') this.#remember(event);
    if (event.kind === 'mark' && this.#format !== 'mqttscope') this.#cannotHold.marks += 1;
    const told = event.kind === 'packet' ? this.#withSpeakers(event) : event;
    const packet = this.#capture.take(told);
    if (packet?.dissected.isUnread && this.#secrets) {
      this.#writer.take(this.#leftOut.add(packet), undefined);
      return undefined;
    }
    if (packet) this.#count += 1;
    const placed = this.#leftOut.placed(told);
    if (placed)
      this.#writer.take(
        withoutSecrets(placed, packet, this.#hasSettings, this.#secrets === undefined),
        packet,
      );
    return packet;
  }

  end(): void {
    this.#writer.end?.();
  }

  #remember({ stream, fact }: FileNote): void {
    const note = fact.key === 'of-stream' ? fact.args.note : fact;
    if (!SHOWN_BY_FRAMES.has(note.key)) this.#cannotHold.notes += 1;
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
    if (this.#format === 'pcapng') this.#cannotHold.withheld += 1;
    if (event.mark !== undefined && this.#format !== 'mqttscope') this.#cannotHold.marks += 1;
    const packet = this.#capture.withheld(event);
    const { bytes, isMasked } = packet.dissected;
    this.#writer.take({ ...event, bytes, ...(isMasked && { masked: true as const }) }, packet);
  }
}

/** Removes secrets from packets. Settings never contain any. */
function withoutSecrets(
  event: CaptureEvent,
  packet: NumberedPacket | undefined,
  hasSettings: boolean,
  hasSecrets: boolean,
): CaptureEvent {
  if (event.kind === 'opened' && event.settings) {
    const { settings, ...rest } = event;
    return hasSettings ? { ...rest, settings: settingsWithoutSecrets(settings) } : rest;
  }
  if (event.kind === 'note' && !hasSecrets) {
    return { ...event, fact: noteWithoutPeerTexts(event.fact) };
  }
  if (event.kind !== 'packet' || !packet) return event;
  const { bytes, isMasked, noted } = packet.dissected;
  return {
    ...event,
    bytes,
    ...(isMasked && { masked: true as const }),
    ...(noted && { problem: noted }),
  };
}

function writerOf(
  format: ExportFormat,
  write: (bytes: Uint8Array) => void,
  options: ExportOptions,
): FormatWriter {
  const { application, withStandIns, noteText, fileWords, series } = options;
  switch (format) {
    case 'mqttscope':
      return new OwnWriter(write, noteText);
    case 'pcapng':
      return new CommentedPackets(
        new PcapngWriter(write, application, series),
        fileWords,
        withStandIns === true,
      );
    case 'ndjson': {
      const json = new PacketJson();
      return new Lines(write, options, {
        packet: (packet) => json.line(packet),
        told: (event, time) => streamLine(event, time, options.withSecrets),
        end: '\n',
      });
    }
    case 'csv':
      write(encodeUtf8(`${CSV_HEAD}\r\n`));
      return new Lines(write, options, {
        packet: (packet) => csvLine(packet, fileWords),
        told: csvStreamLine,
        end: '\r\n',
      });
  }
}

interface LineWords {
  readonly packet: (packet: NumberedPacket) => string;
  /** A line for an event other than a packet. */
  readonly told: (event: StreamEvent, time: LineTime) => string;
  readonly end: string;
}

/** Writes a line for each packet and for each other event. */
class Lines implements FormatWriter {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #noteText: ExportOptions['noteText'];
  readonly #words: LineWords;
  /** µs since 1970 at time 0; 0: the capture has no clock. */
  #origin = 0;
  #firstTime: number | undefined;

  constructor(write: (bytes: Uint8Array) => void, options: ExportOptions, words: LineWords) {
    this.#write = write;
    this.#noteText = options.noteText;
    this.#words = words;
  }

  take(event: CaptureEvent, packet: NumberedPacket | undefined): void {
    if (event.kind === 'origin') this.#origin = event.wallClock * 1000;
    else if (event.kind === 'opened' || event.kind === 'closed') this.#told(event, event.time);
    else if (event.kind === 'note') {
      const text = this.#noteText?.(event.fact);
      if (text !== undefined) this.#told({ ...event, text }, undefined);
    } else if (event.kind === 'packet') this.#gaps(event);
    if (packet) this.#line(this.#words.packet(packet));
  }

  #gaps({ stream, time, afterGap, gaps = [] }: ReadPacket): void {
    this.#firstTime ??= time;
    if (!afterGap) return;
    const known = gaps.length > 0 ? gaps : [undefined];
    for (const gap of known) this.#told({ kind: 'gap', stream, gap }, time);
  }

  #told(event: StreamEvent, time: number | undefined): void {
    const first = this.#firstTime;
    const isTimed = time !== undefined;
    const at = {
      clock: isTimed && this.#origin > 0 ? this.#origin + time : undefined,
      seconds:
        isTimed && first !== undefined ? Number(((time - first) / 1e6).toFixed(9)) : undefined,
    };
    this.#line(this.#words.told(event, at));
  }

  #line(line: string): void {
    this.#write(encodeUtf8(line + this.#words.end));
  }
}
