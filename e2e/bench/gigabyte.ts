/**
 * A capture file of 1 GB, opened as the app's worker opens it, in a process of its own. The file is
 * made while it is read, so that it takes neither disk nor memory.
 */

import { Lazy } from '../../src/base/lazy.ts';
import type { Environment } from '../../src/connection/environment/environment.ts';
import type { OpeningProgress } from '../../src/connection/files/fileProtocol.ts';
import type { ConnectionEvent } from '../../src/connection/protocol/protocol.ts';
import { atHand } from '../../src/connection/signIn/signing.ts';
import { Dispatch } from '../../src/connection/worker/dispatch.ts';
import { alibabaSignIn } from '../../src/conventions/alibaba/signIn.ts';
import { CONVENTIONS } from '../../src/conventions/conventions.ts';
import { fileWords } from '../../src/i18n/en/captures/fileWords.ts';
import { perSecond, whole } from './figures.ts';
import { PcapngStream } from './pcapngStream.ts';
import { record } from './results.ts';

const SIZE = 1_000_000_000;

/** Read once, from its beginning to its end, after a look at its first bytes. */
class StreamedFile extends Blob {
  readonly made = new PcapngStream(SIZE);
  readonly #pieces = this.made.pieces();
  /** ms spent on making it. */
  making = 0;
  /** What the generator has given and nobody has read. */
  #rest = new Uint8Array(0);
  #read = 0;

  override get size(): number {
    return SIZE;
  }

  override slice(from = 0, to = from): Blob {
    return new Blob([this.#take(from, to - from)]);
  }

  #take(from: number, count: number): Uint8Array<ArrayBuffer> {
    while (this.#rest.length < from - this.#read + count) {
      const began = performance.now();
      const { value, done } = this.#pieces.next();
      this.making += performance.now() - began;
      if (done) break;
      const longer = new Uint8Array(this.#rest.length + value.length);
      longer.set(this.#rest);
      longer.set(value, this.#rest.length);
      this.#rest = longer;
    }
    this.#rest = this.#rest.subarray(from - this.#read);
    this.#read = from;
    return this.#rest.slice(0, count);
  }
}

const environment: Environment = {
  now: () => performance.now() * 1000,
  origin: performance.timeOrigin,
  wallClock: () => Date.now(),
  after: () => () => undefined,
  nextTurn: (run) => {
    setImmediate(run);
  },
  randomBytes: (count) => new Uint8Array(count),
  random: () => 0,
  openSocket: () => {
    throw new Error('a file has no socket');
  },
  pageIsSecure: false,
};

/** Throws where packets are missing. */
export async function benchGigabyte(): Promise<void> {
  const file = new StreamedFile();
  const begin = performance.now();
  let dispatch: Dispatch | undefined;
  const progress = await new Promise<OpeningProgress>((resolve) => {
    const tell = (event: ConnectionEvent): void => {
      if (event.kind === 'opening' && event.progress.state.kind !== 'reading') {
        resolve(event.progress);
      }
    };
    dispatch = new Dispatch(
      environment,
      tell,
      Lazy.of(fileWords),
      CONVENTIONS,
      atHand(alibabaSignIn),
    );
    dispatch.command({ kind: 'open-file', file });
  });
  const ms = performance.now() - begin - file.making;
  const memory = process.resourceUsage().maxRSS * 1024;
  const { counts } = file.made;
  const held = dispatch?.capture.counters(0);
  console.log(`\nA pcapng of ${whole(counts.bytes)} bytes, made while it is read, in Node`);
  console.log(
    `  ${(ms / 1000).toFixed(1)} s, ${perSecond(counts.packets, ms)} packets; making it is not counted`,
  );
  record('gigabyte', memory / 1024 / 1024);
  console.log(
    `  ${whole(counts.packets)} packets, ${whole(held?.discarded ?? 0)} of them discarded`,
  );
  if (progress.state.kind !== 'done' || progress.packets !== counts.packets) {
    throw new Error(`${progress.packets} of ${counts.packets} packets: ${progress.state.kind}`);
  }
  if (held?.messages !== counts.messages) {
    throw new Error(`${held?.messages} of ${counts.messages} messages`);
  }
}
