/** Writes a capture in any format, without secrets unless they are asked for. */
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import type { CaptureEvent } from './captureEvents.ts';
import { CSV_HEAD, csvLine } from './csvLine.ts';
import { DissectedCapture, type NumberedPacket } from './dissectedCapture.ts';
import { OwnWriter } from './ownWriter.ts';
import { reportPacket, reportProblem } from './packetReport.ts';
import { PcapngWriter } from './pcapngWriter.ts';
import { settingsWithoutSecrets } from './settingsWithoutSecrets.ts';

export const EXPORT_FORMATS = ['mqttscope', 'pcapng', 'ndjson', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportOptions {
  readonly withSecrets: boolean;
  /** Topics and payloads are replaced by stand-ins of the same length. */
  readonly withStandIns?: boolean;
  /** What wrote it, e.g. `mqttscope 0.1.0`. */
  readonly application: string;
}

/** Takes events without secrets, and the packets in them as they were read. */
interface FormatWriter {
  take(event: CaptureEvent, packet: NumberedPacket | undefined): void;
  end(): void;
}

export class CaptureExport {
  readonly #capture: DissectedCapture;
  readonly #writer: FormatWriter;

  /** `write` gets the file's bytes, piece by piece. */
  constructor(format: ExportFormat, write: (bytes: Uint8Array) => void, options: ExportOptions) {
    this.#capture = new DissectedCapture(options);
    this.#writer = writerOf(format, write, options);
  }

  /** Packets so far. */
  get count(): number {
    return this.#capture.count;
  }

  take(event: CaptureEvent): void {
    const packet = this.#capture.take(event);
    this.#writer.take(withoutSecrets(event, packet), packet);
  }

  end(): void {
    this.#writer.end();
  }
}

/** Settings never have secrets; packets as they were read. */
function withoutSecrets(event: CaptureEvent, packet: NumberedPacket | undefined): CaptureEvent {
  if (event.kind === 'opened' && event.settings) {
    return { ...event, settings: settingsWithoutSecrets(event.settings) };
  }
  if (event.kind !== 'packet' || !packet) return event;
  const { bytes, isMasked } = packet.dissected;
  return { ...event, bytes, ...(isMasked && { masked: true as const }) };
}

function writerOf(
  format: ExportFormat,
  write: (bytes: Uint8Array) => void,
  { application }: ExportOptions,
): FormatWriter {
  switch (format) {
    case 'mqttscope':
      return new OwnWriter(write);
    case 'pcapng': {
      const writer = new PcapngWriter(write, application);
      return {
        take: (event, packet) => {
          writer.take(event, packet ? commentsOf(packet) : []);
        },
        end: () => undefined,
      };
    }
    case 'ndjson':
      return linesTo(write, (packet) => {
        const { dissected, event, no, seconds } = packet;
        return JSON.stringify(reportPacket(dissected, event, no, seconds));
      });
    case 'csv': {
      write(encodeUtf8(`${CSV_HEAD}\r\n`));
      return linesTo(write, (packet) => `${csvLine(packet)}\r`);
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

function commentsOf({ dissected }: NumberedPacket): string[] {
  const comments = dissected.problems.map((problem) => {
    const { severity, statement, text } = reportProblem(problem);
    return `${severity} ${statement}: ${text}`;
  });
  return dissected.isMasked
    ? [...comments, 'Parts of this packet were overwritten: secrets with *, others with stand-ins.']
    : comments;
}
