/** A worker's use of the broker's control interface. */

import { Lazy } from '../../base/lazy.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import { browserSurroundings, type ControlSurroundings } from '../control/surroundings.ts';
import type { Environment } from '../environment/environment.ts';
import type { StreamOrigins } from '../files/streamOrigins.ts';
import type { WatchCommand, WatchEvent } from './tapProtocol.ts';
import type { TappedCapture } from './tappedCapture.ts';
import type { WatchFaults } from './watchFaults.ts';

/** Not needed by an ordinary connection. */
export const TAPPING = new Lazy(async () => (await import('./tappedCapture.ts')).TappedCapture);

/** Loaded when the user views its broker. */
export const WATCHING_FAULTS = new Lazy(async () => (await import('./watchFaults.ts')).WatchFaults);

export class Watching {
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #origins: StreamOrigins;
  readonly #tell: (event: WatchEvent) => void;
  readonly #control: ControlSurroundings;
  /** Session name of the device that this worker's connection signs in as, if any. */
  sessionName: string | undefined;
  /** Number of the connection's line on the bridge, if any. */
  line: number | undefined;
  #faults: WatchFaults | undefined;
  #tapped: TappedCapture | undefined;

  constructor(
    environment: Environment,
    capture: Capture,
    origins: StreamOrigins,
    tell: (event: WatchEvent) => void,
  ) {
    this.#environment = environment;
    this.#capture = capture;
    this.#origins = origins;
    this.#tell = tell;
    this.#control = {
      ...browserSurroundings,
      after: (ms, run) => environment.after(ms, run),
      random: () => environment.random(),
    };
  }

  command(command: WatchCommand): void {
    switch (command.kind) {
      case 'open-tap':
        TAPPING.with((Tapped) => {
          this.#tapped ??= new Tapped(command.access, command, {
            environment: this.#environment,
            control: this.#control,
            capture: this.#capture,
            origins: this.#origins,
            tell: this.#tell,
          });
        });
        break;
      case 'end-tap':
        TAPPING.with(() => this.#tapped?.end());
        break;
      case 'watch-faults':
        WATCHING_FAULTS.with((Faults) => {
          this.#faults ??= new Faults(this.#environment, this.#capture, this.#control, this);
          this.#faults.watch(command.access, command.at);
        });
        break;
    }
  }

  /** Ends all observation. */
  close(): void {
    this.#faults?.watch(undefined);
    this.#tapped?.end();
  }

  /** Reports a change of this worker's connection. */
  connectionChanged(): void {
    this.#faults?.connectionChanged();
  }
}
