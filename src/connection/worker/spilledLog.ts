/** Stores packets beyond the memory of a connection's log in a file. Loaded when the user enables it. */
import type { Capture } from '../../engine/capture/capture.ts';
import { spillTo } from '../../engine/capture/spillTo.ts';
import { encodeHead } from '../../engine/log/spill/spillFormat.ts';
import type { Environment, OwnFile } from '../environment/environment.ts';
import { SlicedWork } from '../environment/slices.ts';
import type { StreamOrigins } from '../files/streamOrigins.ts';
import type { Command } from '../protocol/protocol.ts';

type Spill = Extract<Command, { readonly kind: 'spill' }>;

interface Logged {
  readonly environment: Environment;
  readonly capture: Capture;
  readonly origins: StreamOrigins;
  /** Called when the page's view of it has changed. */
  readonly stirred: () => void;
}

export class SpilledLog {
  readonly #logged: Logged;
  /** Moves earlier packets, or those beyond a reduced memory limit, to the file. */
  readonly #moving: SlicedWork;
  readonly #id: Uint8Array;
  readonly #begun: number;
  #name = '';
  /** Header of the file. */
  #head: string | undefined;
  #opened: Promise<OwnFile | undefined> | undefined;
  #hasEnded = false;

  constructor(logged: Logged) {
    const { environment, capture, stirred } = logged;
    this.#logged = logged;
    this.#id = environment.randomBytes(16);
    this.#begun = environment.wallClock();
    this.#moving = new SlicedWork(environment, (hasTime) => {
      if (this.#hasEnded) return true;
      const isDone = capture.makeRoom(hasTime);
      stirred();
      return isDone;
    });
  }

  /** A missing file is reported only when packets are discarded. */
  begin({ memory = Infinity, file: name, called }: Spill): void {
    this.#name = called;
    this.#opened ??= this.#open(name);
    void this.#opened.then((file) => {
      if (file === undefined || this.#hasEnded) return;
      this.#writeHead(file);
      this.#logged.capture.join(({ log }) => {
        log.shrink(memory);
      });
      this.#moving.soon();
    });
  }

  /** Ends with the connection and removes the file. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    const file = await this.#opened;
    await file?.remove();
  }

  async #open(name: string): Promise<OwnFile | undefined> {
    const { environment, capture, origins } = this.#logged;
    const file = await environment.ownFile?.(name).catch(() => undefined);
    capture.join((parts) => {
      if (file === undefined) parts.log.hasNoFile();
      else {
        spillTo(parts, {
          file,
          limit: file.limit,
          id: this.#id,
          factsOf: (stream) => {
            // A capture file reports its origin after this one was opened.
            this.#writeHead(file);
            return origins.of(stream);
          },
        });
      }
    });
    return file;
  }

  #writeHead(file: OwnFile): void {
    const { origin } = this.#logged.capture;
    const head = `${origin} ${this.#name}`;
    if (head === this.#head) return;
    this.#head = head;
    file.write(encodeHead({ id: this.#id, origin, name: this.#name, begun: this.#begun }), 0);
  }
}
