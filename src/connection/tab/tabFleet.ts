/** Connects the demo devices to the broker in the tab without sockets or ports. */

import { Lazy } from '../../base/lazy.ts';
import { Fleet } from '../../broker/fleet/fleet.ts';
import type { DeviceModel } from '../../broker/fleet/model.ts';
import { Alarm, type Clock, millisecondsOf } from './alarm.ts';
import type { HostedLine, TabHost } from './tabHost.ts';

/** ms after the start, so that these do not delay the first view. */
const LATER = 15_000;
const SPARKPLUG = new Lazy(() => import('../../broker/fleet/sparkplug.ts'));

export interface TabFleetOptions {
  readonly seed: number;
  /** The wall-clock time when the clock was 0, ms since 1970. */
  readonly epoch: number;
}

export class TabFleet {
  readonly #fleet: Fleet;
  readonly #host: TabHost;
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  readonly #lines = new Map<number, HostedLine>();
  /** Time at which the lazily loaded devices join. */
  readonly #later: Alarm;
  #isWhole = false;
  #isRunning = false;

  constructor(host: TabHost, clock: Clock, { seed, epoch }: TabFleetOptions) {
    this.#host = host;
    this.#clock = clock;
    // The broker in the tab accepts every client.
    this.#fleet = new Fleet({ seed, epoch, userName: 'demo', password: 'demo' });
    this.#alarm = new Alarm(clock, (now) => {
      this.#fleet.elapse(now);
      this.#act();
    });
    this.#later = new Alarm(clock, () => {
      SPARKPLUG.with(
        ({ sparkplugPlant }) => this.#join(sparkplugPlant()),
        // The fleet works without them.
        () => undefined,
      );
    });
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Connects the devices one after another, or disconnects them. */
  run(isRunning: boolean): void {
    if (isRunning === this.#isRunning) return;
    this.#isRunning = isRunning;
    if (isRunning) this.#fleet.start(this.#now());
    else this.#fleet.stop(this.#now());
    if (!this.#isWhole) this.#later.set(isRunning ? this.#now() + LATER : undefined);
    this.#act();
  }

  #join(models: readonly DeviceModel[]): void {
    if (this.#isWhole || !this.#isRunning) return;
    this.#isWhole = true;
    this.#fleet.join(models, this.#now());
    this.#act();
  }

  #now(): number {
    return millisecondsOf(this.#clock);
  }

  #act(): void {
    for (let actions = this.#fleet.takeActions(); actions.length > 0; ) {
      for (const action of actions) {
        const { device } = action;
        if (action.kind === 'open') this.#open(device);
        else if (action.kind === 'send') this.#lines.get(device)?.received(action.bytes);
        else this.#end(device);
      }
      actions = this.#fleet.takeActions();
    }
    this.#alarm.set(this.#fleet.wakeAt);
  }

  #open(device: number): void {
    const isCurrent = (): boolean => this.#lines.get(device) === line;
    const line = this.#host.open({
      backlog: 0,
      send: (frame) => {
        if (!isCurrent()) return;
        this.#fleet.received(device, frame, this.#now());
        this.#act();
      },
      end: () => {
        if (!isCurrent()) return;
        this.#lines.delete(device);
        this.#fleet.closed(device, this.#now());
        this.#act();
      },
    });
    this.#lines.set(device, line);
    this.#fleet.opened(device, this.#now());
  }

  /** The device gets nothing more of that connection. */
  #end(device: number): void {
    const line = this.#lines.get(device);
    this.#lines.delete(device);
    line?.closed();
  }
}
