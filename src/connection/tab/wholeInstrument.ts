/** Parts of the broker in the tab besides the broker: faults, taps, control, the platform of devices. */
import { deliveries } from '../../alibaba/deliveries.ts';
import { Lazy } from '../../base/lazy.ts';
import { Instrument } from '../../broker/control/instrument.ts';
import type { InstrumentOptions } from '../../broker/control/instrumentOptions.ts';
import type { Hooks } from '../../broker/core/contract/hooks.ts';
import { demoRegistry } from '../../broker/platform/devices/demoRegistry.ts';
import { DEFAULT_PLATFORM_SETTINGS } from '../../broker/platform/devices/settings.ts';
import { Platform, type PlatformOptions } from '../../broker/platform/platform.ts';
import { packetFilters } from '../../engine/filtering/packetFilters.ts';
import { Secrets } from '../../mqtt/secrets/secrets.ts';
import { type Clock, millisecondsOf } from './alarm.ts';
import { keepControl } from './portControl.ts';
import type { TabHost } from './tabHost.ts';

/**
 * Seed of the devices in the tab. It is fixed, so that a connection to one is still valid after a reload.
 * Only the page can reach them.
 */
const DEVICES_SEED = 1;

/** Loaded when the user views a rejected device. */
export const diagnosing = new Lazy(
  async () => (await import('../../alibaba/diagnose.ts')).diagnose,
);

function tabPlatform(given: Pick<PlatformOptions, 'origin' | 'seed' | 'entropy'>): Platform {
  return new Platform({
    ...given,
    registry: demoRegistry(DEVICES_SEED),
    settings: DEFAULT_PLATFORM_SETTINGS,
    diagnose: () => diagnosing.now(),
  });
}

export interface WholeOptions extends Omit<InstrumentOptions, 'platform' | 'secrets'> {
  /** Secret random bytes. */
  readonly entropy: Uint8Array;
}

type Judge = NonNullable<Hooks['authenticate']>;

export class WholeInstrument {
  readonly #instrument: Instrument;
  readonly #host: TabHost;
  readonly #clock: Clock;
  /** Checks clients from now on. */
  readonly authenticate: Judge;

  /** Takes over the running broker. */
  constructor(host: TabHost, clock: Clock, { entropy, ...options }: WholeOptions) {
    const { seed, facts } = options;
    const platform = tabPlatform({ origin: facts.origin, seed, entropy });
    this.#instrument = new Instrument({
      ...options,
      secrets: new Secrets([deliveries]),
      faults: { rules: [], filters: packetFilters },
      platform,
    });
    this.#host = host;
    this.#clock = clock;
    this.authenticate = platform.hooks().authenticate ?? (() => 'ok');
    host.handTo(this.#instrument);
  }

  /** Decides on clients that arrived before this was loaded. */
  decide(...asked: Parameters<Judge>): void {
    const [, , connection] = asked;
    const verdict = this.authenticate(...asked);
    if (verdict === 'later') return;
    this.#instrument.decide(connection, verdict, millisecondsOf(this.#clock));
    this.#host.soon();
  }

  /** Serves a controller at this port. */
  keepControl(port: MessagePort): void {
    const soon = (): void => this.#host.soon();
    keepControl(port, (line) => this.#instrument.control(line), soon, this.#clock);
  }
}
