/** Messages between the app and a worker about capture files and marks. */

import type { ExportFormat } from '../../engine/files/captureFormats.ts';
import type { FileNote, ReadingChoices } from '../../engine/files/events/captureEvents.ts';
import type { NoteFact } from '../../engine/log/columns/noteFacts.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';

export interface SaveChoices {
  readonly format: ExportFormat;
  readonly withSecrets: boolean;
  /** Replaces topics and payloads by stand-ins of the same length. */
  readonly withStandIns: boolean;
  /** Only packets that pass the display filter. */
  readonly filtered: boolean;
  /** Only messages whose topic this filter matches. */
  readonly topic?: string;
}

export type FileCommand =
  /** Answers with `saving`, chunk by chunk. The app chooses `save`, unique in this connection. */
  | { readonly kind: 'save'; readonly save: number; readonly choices: SaveChoices }
  /** A chunk was written: one more may follow. */
  | { readonly kind: 'save-more'; readonly save: number }
  | { readonly kind: 'stop-saving'; readonly save: number }
  /**
   * Once, for a capture without a connection. Answers with `opening`. `keyLogs`: TLS key logs chosen with the
   * file. `sensorTopics`: names of predefined MQTT-SN topics given for the file before. `choices`: the user's
   * choices for streams with unknown facts.
   */
  | {
      readonly kind: 'open-file';
      readonly file: Blob;
      readonly keyLogs?: readonly Blob[];
      readonly sensorTopics?: string;
      readonly choices?: ReadingChoices;
    }
  /** Shows or hides the masked data in the views of a file. */
  | { readonly kind: 'reveal'; readonly isRevealed: boolean }
  /** Packets read so far stay. */
  | { readonly kind: 'stop-opening' }
  /** Without a note, removes the mark. The note may be empty. */
  | { readonly kind: 'mark'; readonly packet: number; readonly note: string | undefined };

/** Facts that the bytes of a file leave open, so that the user may choose. */
export interface ReadingDoubts {
  /** Versions of streams without CONNECT, as inferred or chosen. */
  readonly versions: readonly ProtocolVersion[];
  /** Server ports of connections that were not taken for MQTT. */
  readonly unreadPorts: readonly number[];
  /** Some bytes are masked in the views. */
  readonly isMasked: boolean;
}

export interface OpeningProgress {
  /** Bytes read and size of the file. */
  readonly read: number;
  readonly size: number;
  readonly packets: number;
  /** The first notes, and their total number. */
  readonly notes: readonly FileNote[];
  readonly noteCount: number;
  readonly doubts?: ReadingDoubts;
  readonly state:
    | { readonly kind: 'reading' | 'done' | 'stopped' }
    /** Not started: the code that reads it could not be loaded. */
    | { readonly kind: 'waiting' }
    /** Not readable as a capture. */
    | { readonly kind: 'unreadable'; readonly why: NoteFact }
    /** The browser could not read the whole file: it was moved, changed or may not be read. */
    | { readonly kind: 'lost'; readonly message: string };
}

export type FileEvent =
  | {
      readonly kind: 'saving';
      readonly save: number;
      /** The file's next bytes, transferred and not copied. */
      readonly chunk: ArrayBuffer | undefined;
      /** Packets examined, and their total. */
      readonly examined: number;
      readonly packets: number;
      /** Packets in the file so far. */
      readonly written: number;
      /** Bytes that belong to no packet and are missing in a copy without secrets; known at the end. */
      readonly leftOut: number;
      /** Number of the newest packet at the start. */
      readonly newest: number;
      readonly done: boolean;
    }
  | { readonly kind: 'opening'; readonly progress: OpeningProgress };
