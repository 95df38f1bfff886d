/** Files of frames, as network cards see them: what pcap and pcapng have in common. */
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { FrameTime } from './frameTime.ts';

export interface Frame {
  readonly time: FrameTime;
  /** A number of the registry of link types of tcpdump. */
  readonly linkType: number;
  /** Has the frame's bytes from `from` up to before `to`, until the call returns: a view of each would cost more than reading it. */
  readonly buffer: Uint8Array;
  readonly from: number;
  /** What was captured ends here; there may have been more on the wire. */
  readonly to: number;
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
