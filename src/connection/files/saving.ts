/** Writes a capture into a file in slices, limited by the speed of the app's writing. */
import type { Capture } from '../../engine/capture/capture.ts';
import { CaptureExport } from '../../engine/files/captureExport.ts';
import type { FileWords } from '../../engine/files/events/fileWords.ts';
import {
  type SavedEvent,
  type SaveOptions,
  savedCapture,
} from '../../engine/files/savedCapture.ts';
import type { PacketList } from '../../engine/filtering/packetList.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import type { Environment } from '../environment/environment.ts';
import { isSpent } from '../environment/slices.ts';
import type { FileEvent, SaveChoices } from './fileProtocol.ts';
import { withSensors } from './sensorRecords.ts';

const CHUNK = 1024 * 1024;

/** Collects bytes into chunks of one size, which can be transferred to another thread. */
class Chunks {
  readonly #full: ArrayBuffer[] = [];
  #current = new Uint8Array(CHUNK);
  #used = 0;

  /** Full chunks that are not taken yet. */
  get ready(): number {
    return this.#full.length;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + CHUNK - this.#used);
      this.#current.set(piece, this.#used);
      this.#used += piece.length;
      at += piece.length;
      if (this.#used < CHUNK) continue;
      this.#full.push(this.#current.buffer);
      this.#current = new Uint8Array(CHUNK);
      this.#used = 0;
    }
  }

  take(): ArrayBuffer | undefined {
    return this.#full.shift();
  }

  /** The remaining bytes at the end. */
  rest(): ArrayBuffer {
    return this.#current.slice(0, this.#used).buffer;
  }
}

/** Chunks that may be in transit. */
const AHEAD = 4;
/** µs between two reports while there is no chunk. */
const REPORT_EVERY = 100_000;
const APPLICATION = 'mqttscope';

interface SavingOptions extends SaveOptions {
  readonly fileWords: FileWords;
}

export class Saving {
  readonly #environment: Environment;
  readonly #tell: (event: FileEvent) => void;
  readonly #save: number;
  readonly #chunks = new Chunks();
  /** Yields after each event, so that slices can end there. */
  readonly #work: Generator<void, void, undefined>;
  readonly #packets: number;
  readonly #newest: number;
  /** True if its prerequisites are loaded; else it waits for another turn. */
  readonly #isReady: () => boolean;
  /** Packets read so far. */
  #examined = 0;
  #written = 0;
  /** Bytes that belong to no packet. */
  #leftOut = 0;
  #onTheirWay = 0;
  #reportedAt: number;
  #state: 'running' | 'waiting' | 'written' | 'over' = 'running';

  constructor(
    environment: Environment,
    capture: Capture,
    { save, choices }: { readonly save: number; readonly choices: SaveChoices },
    options: SavingOptions,
    tell: (event: FileEvent) => void,
  ) {
    this.#environment = environment;
    this.#tell = tell;
    this.#save = save;
    const shown = choices.filtered ? shownBy(capture) : undefined;
    const isMeant = (topic = '') =>
      [undefined, topic].includes(choices.topic) || topicMatches(choices.topic ?? '', topic);
    const only = (packet: number, topic: string | undefined): boolean =>
      isMeant(topic) && shown?.only(packet) !== false;
    const isWhole = choices.topic === undefined && shown === undefined;
    this.#newest = capture.newest;
    const saved = { ...options, last: this.#newest, ...(!isWhole && { only }) };
    const events = () => this.#counted(savedCapture(capture, saved));
    this.#work = this.#copy(capture, choices, options.fileWords, events, isWhole);
    this.#isReady = shown?.isReady ?? (() => true);
    const { packets, discarded } = capture.counters(environment.now());
    this.#packets = packets - discarded;
    this.#reportedAt = environment.now();
    this.#next();
  }

  /** Allows one more chunk to be sent. */
  more(): void {
    this.#onTheirWay -= 1;
    if (this.#state === 'waiting') this.#next();
    else if (this.#state === 'written') this.#drain();
  }

  stop(): void {
    this.#state = 'over';
    this.#work.return();
  }

  *#counted(events: Iterable<SavedEvent>): Generator<SavedEvent, void, undefined> {
    for (const event of events) {
      if (event.kind === 'packet' || event.kind === 'passed-over') this.#examined += 1;
      yield event;
    }
  }

  *#copy(
    capture: Capture,
    { format, withSecrets, withStandIns }: SaveChoices,
    fileWords: FileWords,
    events: () => Generator<SavedEvent, void, undefined>,
    isWhole: boolean,
  ): Generator<void, void, undefined> {
    const { secrets } = capture.conventions;
    const options = {
      secrets,
      withSecrets,
      withStandIns,
      quick: true,
      application: APPLICATION,
      fileWords,
    };
    const write = (bytes: Uint8Array): void => {
      this.#chunks.write(bytes);
    };
    const written = new CaptureExport(format, write, options);
    for (const event of isWhole ? withSensors(capture, events()) : events()) {
      written.take(event);
      this.#written = written.count;
      yield;
    }
    written.end();
    this.#leftOut = written.leftOut.bytes;
  }

  #next(): void {
    this.#state = 'running';
    this.#environment.nextTurn(() => {
      if (this.#state === 'running') this.#slice();
    });
  }

  #slice(): void {
    if (!this.#isReady()) {
      this.#next();
      return;
    }
    const begun = this.#environment.now();
    while (this.#onTheirWay + this.#chunks.ready < AHEAD) {
      if (this.#work.next().done === true) {
        this.#state = 'written';
        this.#drain();
        return;
      }
      if (isSpent(this.#environment, begun)) break;
    }
    this.#send();
    if (this.#onTheirWay >= AHEAD) this.#state = 'waiting';
    else this.#next();
  }

  #send(): void {
    while (this.#onTheirWay < AHEAD) {
      const chunk = this.#chunks.take();
      if (chunk === undefined) break;
      this.#onTheirWay += 1;
      this.#report(chunk, false);
    }
    if (this.#environment.now() - this.#reportedAt >= REPORT_EVERY) this.#report(undefined, false);
  }

  /** All chunks are complete; sends them when allowed. */
  #drain(): void {
    this.#send();
    if (this.#chunks.ready > 0) return;
    this.#state = 'over';
    this.#report(this.#chunks.rest(), true);
  }

  #report(chunk: ArrayBuffer | undefined, done: boolean): void {
    this.#reportedAt = this.#environment.now();
    this.#tell({
      kind: 'saving',
      save: this.#save,
      chunk,
      examined: this.#examined,
      packets: this.#packets,
      written: this.#written,
      leftOut: this.#leftOut,
      newest: this.#newest,
      done,
    });
  }
}

/** Packets that pass the display filter, after it has examined every current packet. */
function shownBy(capture: Capture): {
  readonly only: (packet: number) => boolean;
  readonly isReady: () => boolean;
} {
  const { newest } = capture;
  let list: PacketList | undefined;
  return {
    isReady: () => {
      const { progress } = capture.filter;
      const since = capture.newest - newest;
      return progress === undefined || progress.examined >= progress.held - since;
    },
    // A filter set later does not affect this file.
    only: (packet) => {
      list ??= capture.filter.list;
      return list.position(packet) !== undefined;
    },
  };
}
