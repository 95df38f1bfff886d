/** Messages between the app and a worker about capture files and marks. */

import type { ExportFormat } from '../../engine/files/captureFormats.ts';
import type { FileNote } from '../../engine/files/events/captureEvents.ts';
import type { NoteFact } from '../../engine/log/columns/noteFacts.ts';

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
   * file; `sensorTopics`: names of predefined MQTT-SN topics given for the file before.
   */
  | {
      readonly kind: 'open-file';
      readonly file: Blob;
      readonly keyLogs?: readonly Blob[];
      readonly sensorTopics?: string;
    }
  /** Packets read so far stay. */
  | { readonly kind: 'stop-opening' }
  /** Without a note, removes the mark. The note may be empty. */
  | { readonly kind: 'mark'; readonly packet: number; readonly note: string | undefined };

export interface OpeningProgress {
  /** Bytes read and size of the file. */
  readonly read: number;
  readonly size: number;
  readonly packets: number;
  /** The first notes, and their total number. */
  readonly notes: readonly FileNote[];
  readonly noteCount: number;
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
      /** Number of the newest packet at the start. */
      readonly newest: number;
      readonly done: boolean;
    }
  | { readonly kind: 'opening'; readonly progress: OpeningProgress };
