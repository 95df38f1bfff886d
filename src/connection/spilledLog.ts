/** What a connection's log has no memory for goes to a file of its own. Loaded where a person allows it. */
import type { Capture } from '../engine/capture/capture.ts';
import { spillTo } from '../engine/capture/spillTo.ts';
import type { Environment, OwnFile } from './environment/environment.ts';

export class SpilledLog {
  readonly #environment: Environment;
  readonly #capture: Capture;
  #opened: Promise<OwnFile | undefined> | undefined;

  constructor(environment: Environment, capture: Capture) {
    this.#environment = environment;
    this.#capture = capture;
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
    });
  }

  /** The file goes with the connection. */
  async end(): Promise<void> {
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
