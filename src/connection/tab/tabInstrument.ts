/** Everything that runs in the worker of the broker in the tab, without the worker. */
import { Instrument } from '../../broker/control/instrument.ts';
import type { Limits } from '../../broker/core/options.ts';
import { paceByClock } from '../../broker/core/turn.ts';
import { demoRegistry } from '../../broker/platform/devices/demoRegistry.ts';
import { DEFAULT_PLATFORM_SETTINGS } from '../../broker/platform/devices/settings.ts';
import { Platform } from '../../broker/platform/platform.ts';
import type { Environment } from '../environment/environment.ts';
import { Part } from '../environment/part.ts';
import type { ToTabWorker } from '../environment/portProtocol.ts';
import { millisecondsOf } from './alarm.ts';
import { keepDoor } from './portCarrier.ts';
import { keepControl } from './portControl.ts';
import { TabFleet } from './tabFleet.ts';
import { TabHost } from './tabHost.ts';

/** Seconds between two publications of the `$SYS` topics, as the companion has it. */
const SYS_INTERVAL = 10;
/**
 * Of the devices in the tab: always the same ones, so that a connection to one still fits after the page
 * was loaded anew. Nobody but the page gets at them.
 */
const DEVICES_SEED = 1;

export interface TabInstrumentOptions {
  readonly seed: number;
  readonly programVersion: string;
  /** Chance that nobody else knows. */
  readonly entropy: Uint8Array;
  /** In place of the broker's own. */
  readonly limits?: Partial<Limits>;
  readonly failed: (where: string, error: unknown) => void;
}

/** Needed when somebody looks at a device that was refused. */
export const diagnosing = new Part(
  async () => (await import('../../alibaba/diagnose.ts')).diagnose,
);

/** ms in which the broker does what one client asks for, before others have their turn. */
const LONG_WORK = 5;

export class TabInstrument {
  readonly fleet: TabFleet;
  readonly #clock: Pick<Environment, 'now' | 'origin' | 'after' | 'nextTurn'>;
  readonly #host: TabHost;
  /** How to close them. */
  readonly #doors = new Map<number, () => void>();

  constructor(
    clock: Pick<Environment, 'now' | 'origin' | 'after' | 'nextTurn'>,
    { seed, programVersion, entropy, limits, failed }: TabInstrumentOptions,
  ) {
    this.#clock = clock;
    const instrument = new Instrument({
      seed,
      pace: paceByClock(() => millisecondsOf(clock), LONG_WORK),
      version: programVersion,
      limits: { sysInterval: SYS_INTERVAL, ...limits },
      hooks: { failed },
      facts: { programVersion, host: 'tab', origin: clock.origin },
      platform: new Platform({
        registry: demoRegistry(DEVICES_SEED),
        settings: DEFAULT_PLATFORM_SETTINGS,
        origin: clock.origin,
        seed,
        entropy,
        diagnose: () => diagnosing.now(),
      }),
      fleet: {
        isRunning: () => this.fleet.isRunning,
        run: (isRunning) => {
          this.fleet.run(isRunning);
        },
      },
    });
    this.#host = new TabHost(instrument, clock);
    this.fleet = new TabFleet(this.#host, clock, { seed: seed + 1, epoch: clock.origin });
  }

  serve(message: ToTabWorker): void {
    switch (message.kind) {
      case 'door':
        this.#doors.set(message.door, keepDoor(message.port, this.#host));
        break;
      case 'left':
        this.#doors.get(message.door)?.();
        this.#doors.delete(message.door);
        break;
      case 'control':
        keepControl(message.port, this.#host, this.#clock);
        break;
    }
  }
}
