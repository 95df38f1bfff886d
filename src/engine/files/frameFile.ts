/** Files of frames, as network cards see them: what pcap and pcapng have in common. */
import type { NoteFact } from '../log/noteFacts.ts';
import type { FrameTime } from './frameTime.ts';

export interface Frame {
  readonly time: FrameTime;
  /** A number of the registry of link types of tcpdump. */
  readonly linkType: number;
  /** A view, good until the call returns. May be shorter than what was on the wire. */
  readonly bytes: Uint8Array;
  /** Bytes of it that were not captured. */
  readonly missing: number;
  /** What people or programs wrote on it. */
  readonly comments?: readonly string[];
}

export interface FrameSink {
  frame(frame: Frame): void;
  /** Secrets of TLS that the file has with its frames, as a key log has them. */
  keys(bytes: Uint8Array): void;
  /** At this byte of the file reading ends; `why` ends a sentence. Nothing comes after it. */
  broken(byte: number, why: NoteFact): void;
}

export interface FrameFile {
  push(chunk: Uint8Array): void;
  end(): void;
}
