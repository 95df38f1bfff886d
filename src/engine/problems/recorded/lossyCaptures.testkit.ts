/** Recorded conversations with parts removed from the capture. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { Capture } from '../../capture/capture.ts';
import { FrameCapture } from '../../files/frames/frameCapture.ts';
import { PcapngReader } from '../../files/frames/pcapngReader.ts';
import { CaptureFeed } from '../../files/report/captureFeed.ts';
import { DECODERS } from '../../files/tls/allDecoders.ts';
import { KeyLog } from '../../files/tls/keyLog.ts';
import type { FoundProblem } from '../../findings/problem.ts';

const CAPTURES = new URL('testdata/', import.meta.url);
/** Offset after the Ethernet and IPv4 headers. */
const TCP = 34;
const FLAGS = TCP + 13;
const SYN = 2;
const SYN_ACK = 18;

export interface FrameOfTcp {
  /** Counts from 0. */
  readonly place: number;
  readonly fromServer: boolean;
  readonly payload: Uint8Array;
}

/** A problem with its time of day, which identifies it even if packets are numbered differently. */
export type Claim = FoundProblem & { readonly at: string };

/** Claims of the rules if those frames are missing. The servers are identified by their handshakes. */
export function claimsWithout(name: string, isLost: (frame: FrameOfTcp) => boolean): Claim[] {
  const found: Claim[] = [];
  const capture: Capture = new Capture({
    conventions: CONVENTIONS,
    originWallClock: 0,
    onProblem: (problem) => {
      const time = capture.origin + problem.time / 1000;
      found.push({ ...problem, at: `${problem.rule} at ${time.toFixed(1)}` });
    },
  });
  const feed = new CaptureFeed(capture);
  const servers = new Set<number>();
  let place = -1;
  let last = 0;
  const reader = new FrameCapture(
    (frames) =>
      new PcapngReader({
        keys: (bytes) => frames.keys(bytes),
        comments: (comments) => frames.comments(comments),
        broken: (byte, why) => frames.broken(byte, why),
        frame: (frame) => {
          const bytes = frame.buffer.subarray(frame.from, frame.to);
          const port = (at: number) => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
          const flags = (bytes[FLAGS] ?? 0) & SYN_ACK;
          if (flags === SYN) servers.add(port(TCP + 2));
          place += 1;
          const payload = bytes.subarray(TCP + ((bytes[TCP + 12] ?? 0) >> 4) * 4);
          if (isLost({ place, fromServer: servers.has(port(TCP)), payload })) return;
          frames.frame({ ...frame, comments: [] });
        },
      }),
    (event) => {
      if (event.kind === 'packet') last = Math.max(last, event.time);
      feed.take(event);
    },
    DECODERS,
    new KeyLog(),
  );
  reader.push(gunzipSync(readFileSync(new URL(`${name}.pcapng.gz`, CAPTURES))));
  reader.end();
  capture.end(last);
  return found;
}
