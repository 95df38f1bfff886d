/** All that the broker in the tab is beside a broker: faults, taps, control, the platform of devices. */

import { deliveries } from '../../alibaba/deliveries.ts';
import { Instrument } from '../../broker/control/instrument.ts';
import type { InstrumentOptions } from '../../broker/control/instrumentOptions.ts';
import type { Hooks } from '../../broker/core/contract/hooks.ts';
import { packetFilters } from '../../engine/filtering/packetFilters.ts';
import { Secrets } from '../../mqtt/secrets/secrets.ts';
import { type Clock, millisecondsOf } from './alarm.ts';
import { keepControl } from './portControl.ts';
import type { TabHost } from './tabHost.ts';
import { tabPlatform } from './tabPlatform.ts';

export interface WholeOptions extends Omit<InstrumentOptions, 'platform' | 'secrets'> {
  /** Chance that nobody else knows. */
  readonly entropy: Uint8Array;
}

type Judge = NonNullable<Hooks['authenticate']>;

export class WholeInstrument {
  readonly #instrument: Instrument;
  readonly #host: TabHost;
  readonly #clock: Clock;
  /** Who may come in from now on. */
  readonly authenticate: Judge;

  /** Takes over the broker that has begun. */
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

  /** Whoever came before this was there. */
  decide(...asked: Parameters<Judge>): void {
    const [, , connection] = asked;
    const verdict = this.authenticate(...asked);
    if (verdict === 'later') return;
    this.#instrument.decide(connection, verdict, millisecondsOf(this.#clock));
    this.#host.soon();
  }

  /** Somebody controls the broker over this port. */
  keepControl(port: MessagePort): void {
    const soon = (): void => this.#host.soon();
    keepControl(port, (line) => this.#instrument.control(line), soon, this.#clock);
  }
}
