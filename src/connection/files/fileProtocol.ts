/** Capture files and marks, as they pass between the app and a worker. */

import type { ExportFormat } from '../../engine/files/captureFormats.ts';
import type { FileNote } from '../../engine/files/events/captureEvents.ts';
import type { NoteFact } from '../../engine/log/columns/noteFacts.ts';

export interface SaveChoices {
  readonly format: ExportFormat;
  readonly withSecrets: boolean;
  /** Topics and payloads are replaced by stand-ins of the same length. */
  readonly withStandIns: boolean;
  /** Only what the display filter lets through. */
  readonly filtered: boolean;
  /** Only the messages on topics that this topic filter matches. */
  readonly topic?: string;
}

export type FileCommand =
  /** Answers with `saving`, chunk by chunk. `save` is chosen by the app, unique in this connection. */
  | { readonly kind: 'save'; readonly save: number; readonly choices: SaveChoices }
  /** A chunk was written: there is room for one more. */
  | { readonly kind: 'save-more'; readonly save: number }
  | { readonly kind: 'stop-saving'; readonly save: number }
  /**
   * Once, for a capture without a connection. Answers with `opening`. `keyLogs`: of TLS, chosen with it;
   * `sensorTopics`: names of predefined topics of MQTT-SN, as they were given for it before.
   */
  | {
      readonly kind: 'open-file';
      readonly file: Blob;
      readonly keyLogs?: readonly Blob[];
      readonly sensorTopics?: string;
    }
  /** What was read stays. */
  | { readonly kind: 'stop-opening' }
  /** Without a note the mark is taken away; it may be empty. */
  | { readonly kind: 'mark'; readonly packet: number; readonly note: string | undefined };

export interface OpeningProgress {
  /** Bytes of the file that were read, of those that it has. */
  readonly read: number;
  readonly size: number;
  readonly packets: number;
  /** The first of them, and how many there are. */
  readonly notes: readonly FileNote[];
  readonly noteCount: number;
  readonly state:
    | { readonly kind: 'reading' | 'done' | 'stopped' }
    /** Not begun: what reads it could not be loaded. */
    | { readonly kind: 'waiting' }
    /** Nothing of it can be read as a capture. */
    | { readonly kind: 'unreadable'; readonly why: NoteFact }
    /** The browser could not read it to its end: it was moved, changed or may not be read. */
    | { readonly kind: 'lost'; readonly message: string };
}

export type FileEvent =
  | {
      readonly kind: 'saving';
      readonly save: number;
      /** The file's next bytes; handed over, not copied. */
      readonly chunk: ArrayBuffer | undefined;
      /** Packets that were gone through, of those to go through. */
      readonly examined: number;
      readonly packets: number;
      /** Packets in the file so far. */
      readonly written: number;
      /** Number of the newest packet when it began. */
      readonly newest: number;
      readonly done: boolean;
    }
  | { readonly kind: 'opening'; readonly progress: OpeningProgress };
