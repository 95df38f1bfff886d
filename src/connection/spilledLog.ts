/** What a connection's log has no memory for goes to a file of its own. Loaded where a person allows it. */
import type { Capture } from '../engine/capture/capture.ts';
import { spillTo } from '../engine/capture/spillTo.ts';
import type { Environment, OwnFile } from './environment/environment.ts';
import { SlicedWork } from './environment/slices.ts';

export class SpilledLog {
  readonly #environment: Environment;
  readonly #capture: Capture;
  /** What was there before the file, or there was memory for, is moved out. */
  readonly #moving: SlicedWork;
  #opened: Promise<OwnFile | undefined> | undefined;
  #hasEnded = false;

  /** @param stirred is told that what the page shows of it has changed */
  constructor(environment: Environment, capture: Capture, stirred: () => void) {
    this.#environment = environment;
    this.#capture = capture;
    this.#moving = new SlicedWork(environment, (hasTime) => {
      if (this.#hasEnded) return true;
      const isDone = capture.makeRoom(hasTime);
      stirred();
      return isDone;
    });
  }

  /**
   * That there is no file is told where packets are discarded.
   * @param memory bytes that the log takes beside the file
   */
  begin(memory = Infinity): void {
    this.#opened ??= this.#open();
    void this.#opened.then((file) => {
      if (file === undefined) return;
      this.#capture.join(({ log }) => {
        log.shrink(memory);
      });
      this.#moving.soon();
    });
  }

  /** The file goes with the connection. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    const file = await this.#opened;
    await file?.remove();
  }

  async #open(): Promise<OwnFile | undefined> {
    const file = await this.#environment.ownFile?.().catch(() => undefined);
    this.#capture.join((parts) => {
      if (file === undefined) parts.log.hasNoFile();
      else spillTo(parts, file, file.limit);
    });
    return file;
  }
}
