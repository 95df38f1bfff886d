/** The control packets in a file of frames. */
import type { CaptureReader, CaptureSink, FileNote } from './captureEvents.ts';
import { UnreadableFile } from './captureEvents.ts';
import type { Frame, FrameFile, FrameSink } from './frameFile.ts';
import { type FrameTime, microsecondsBetween, wallClockOf } from './frameTime.ts';
import { noteIn } from './markComment.ts';
import { StreamReader } from './streamReader.ts';
import { TcpConnections } from './tcpConnections.ts';
import { readFrame } from './tcpSegment.ts';

export class FrameCapture implements CaptureReader {
  readonly #file: FrameFile;
  readonly #sink: CaptureSink;
  readonly #connections: TcpConnections;
  #origin: FrameTime | undefined;
  #lastTime = 0;
  #streams = 0;
  #fragments = 0;
  readonly #unknownLinks = new Set<number>();
  #truncation: FileNote | undefined;
  #frames = 0;
  #packets = 0;

  constructor(openFile: (sink: FrameSink) => FrameFile, sink: CaptureSink) {
    this.#sink = sink;
    const counted: CaptureSink = (event) => {
      if (event.kind === 'packet') this.#packets += 1;
      sink(event);
    };
    this.#connections = new TcpConnections(
      (start) => new StreamReader(start, counted, () => (this.#streams += 1)),
    );
    this.#file = openFile({
      frame: (frame) => {
        this.#frame(frame);
      },
      broken: (byte, why) => {
        const text = `The file breaks off at byte ${byte}: ${why}.`;
        this.#truncation = { kind: 'note', note: 'truncated', text, byte };
      },
    });
  }

  push(chunk: Uint8Array): void {
    this.#file.push(chunk);
  }

  end(): void {
    this.#file.end();
    if (this.#frames === 0 && this.#truncation !== undefined) {
      throw new UnreadableFile(this.#truncation.text);
    }
    this.#connections.end(this.#lastTime);
    if (this.#fragments > 0) {
      this.#unsupported(`${this.#fragments} frames are fragments of IP packets and were left out.`);
    }
    for (const linkType of this.#unknownLinks) {
      this.#unsupported(
        `Frames of link type ${linkType} cannot be read. Ethernet, Linux cooked, loopback and raw IP can: convert the file, or capture on another interface.`,
      );
    }
    if (this.#truncation) this.#sink(this.#truncation);
  }

  /** A comment stands on a frame; it is about the first packet that the frame completes. */
  #mark(packet: number, comments: readonly string[]): void {
    const text = noteIn(comments);
    if (text !== undefined) this.#sink({ kind: 'mark', packet, text });
  }

  #unsupported(text: string): void {
    this.#sink({ kind: 'note', note: 'unsupported', text });
  }

  #frame({ time, linkType, bytes, comments }: Frame): void {
    this.#frames += 1;
    if (this.#origin === undefined) {
      this.#origin = time;
      this.#sink({ kind: 'origin', wallClock: wallClockOf(time) });
    }
    const segment = readFrame(linkType, bytes);
    if (segment === 'fragment') this.#fragments += 1;
    else if (segment === 'link type') this.#unknownLinks.add(linkType);
    else if (segment !== undefined) {
      this.#lastTime = microsecondsBetween(this.#origin, time);
      const before = this.#packets;
      this.#connections.segment(segment, this.#lastTime);
      if (comments && this.#packets > before) this.#mark(before + 1, comments);
    }
  }
}
