/** Files of captured frames: common parts of pcap and pcapng. */
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { FrameTime } from './frameTime.ts';

export interface Frame {
  readonly time: FrameTime;
  /** Link type from the registry of tcpdump. */
  readonly linkType: number;
  /**
   * Contains the frame's bytes from `from` to before `to`, valid during the call. A view per frame would cost
   * more than reading the frame.
   */
  readonly buffer: Uint8Array;
  readonly from: number;
  /** End of the captured bytes; the frame may have been longer on the wire. */
  readonly to: number;
  /** Bytes of the frame that were not captured. */
  readonly missing: number;
  /** Comments by users or programs. */
  readonly comments?: readonly string[];
}

export interface FrameSink {
  frame(frame: Frame): void;
  /** TLS secrets embedded in the file, in key log format. */
  keys(bytes: Uint8Array): void;
  /** Comments that belong to no frame. */
  comments(comments: readonly string[]): void;
  /** Reading ends at this offset. `why` completes a sentence. No call follows. */
  broken(byte: number, why: NoteFact): void;
}

export interface FrameFile {
  push(chunk: Uint8Array): void;
  end(): void;
}
