/** Everything that runs in the worker of the broker in the tab, without the worker. */

import { Lazy } from '../../base/lazy.ts';
import type { Hooks } from '../../broker/core/contract/hooks.ts';
import { REASON, refuse } from '../../broker/core/contract/reasons.ts';
import type { Limits } from '../../broker/core/memory/limits.ts';
import { paceByClock } from '../../broker/core/memory/timeSlice.ts';
import { RecordingBroker } from '../../broker/warmStart/recordingBroker.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { Environment } from '../environment/environment.ts';
import { type ToTabWorker, tabGoodbye } from '../environment/portProtocol.ts';
import { millisecondsOf } from './alarm.ts';
import { keepBrokerPort } from './portCarrier.ts';
import { TabFleet } from './tabFleet.ts';
import { TabHost } from './tabHost.ts';
import type { WholeInstrument } from './wholeInstrument.ts';

/** Seconds between two publications of the `$SYS` topics, like in the companion. */
const SYS_INTERVAL = 10;
/** ms that the broker spends on one client's requests before others get their turn. */
const LONG_WORK = 5;

type TabClock = Pick<Environment, 'now' | 'origin' | 'after' | 'nextTurn'>;

export interface TabInstrumentOptions {
  readonly seed: number;
  readonly programVersion: string;
  /** Secret random bytes. */
  readonly entropy: Uint8Array;
  /** Override the broker's own limits. */
  readonly limits?: Partial<Limits>;
  readonly failed: (where: string, error: unknown) => void;
  /** Loads code that a first client does not need. */
  readonly loadWhole: () => Promise<typeof WholeInstrument>;
}

type AuthenticateArguments = Parameters<NonNullable<Hooks['authenticate']>>;

export class TabInstrument {
  readonly fleet: TabFleet;
  readonly #clock: TabClock;
  readonly #failed: TabInstrumentOptions['failed'];
  readonly #begun: RecordingBroker;
  readonly #host: TabHost;
  readonly #whole: Lazy<WholeInstrument>;
  /** Functions that close the broker ports. */
  readonly #brokerPorts = new Map<number, () => void>();

  constructor(clock: TabClock, options: TabInstrumentOptions) {
    const { seed, programVersion, entropy, limits, failed, loadWhole } = options;
    this.#clock = clock;
    this.#failed = failed;
    const common = {
      seed,
      pace: paceByClock(() => millisecondsOf(clock), LONG_WORK),
      version: programVersion,
      limits: { sysInterval: SYS_INTERVAL, ...limits },
      hooks: { failed, authenticate: (...asked: AuthenticateArguments) => this.#admit(...asked) },
    };
    this.#begun = new RecordingBroker(common, () => {
      this.#with(ignore, ignore);
    });
    this.#host = new TabHost(this.#begun, clock);
    this.fleet = new TabFleet(this.#host, clock, { seed: seed + 1, epoch: clock.origin });
    this.#whole = new Lazy(async () => {
      const Whole = await loadWhole();
      return new Whole(this.#host, clock, {
        ...common,
        begun: this.#begun,
        entropy,
        facts: { programVersion, host: 'tab', origin: clock.origin },
        fleet: {
          isRunning: () => this.fleet.isRunning,
          run: (isRunning) => {
            this.fleet.run(isRunning);
          },
        },
      });
    });
  }

  serve(message: Exclude<ToTabWorker, { readonly kind: 'probe' }>): void {
    switch (message.kind) {
      case 'broker-port':
        this.#brokerPorts.set(message.brokerPort, keepBrokerPort(message.port, this.#host));
        break;
      case 'left':
        this.#brokerPorts.get(message.brokerPort)?.();
        this.#brokerPorts.delete(message.brokerPort);
        break;
      case 'control': {
        const { port } = message;
        this.#with(
          (whole) => whole.keepControl(port),
          () => port.postMessage(tabGoodbye('tab-part-not-loaded')),
        );
        break;
      }
    }
  }

  /** Runs in order of the calls; synchronously if loaded. */
  #with(run: (whole: WholeInstrument) => void, otherwise: () => void): void {
    this.#whole.with(run, (error) => {
      this.#failed('load', error);
      otherwise();
    });
  }

  /** A possible device waits for the platform, which checks it. */
  #admit(...asked: AuthenticateArguments): ReturnType<WholeInstrument['authenticate']> {
    const { found } = this.#whole;
    if (found !== undefined) return found.authenticate(...asked);
    const [packet, , connection] = asked;
    if (!mayBeDevice(packet)) return 'ok';
    this.#with(
      (whole) => whole.decide(...asked),
      () => {
        const now = millisecondsOf(this.#clock);
        this.#begun.broker.decide(connection, refuse(REASON.serverUnavailable), now);
        this.#host.soon();
      },
    );
    return 'later';
  }
}

const ignore = (): void => undefined;

/** True for all names that the platform may check, and possibly others. */
const mayBeDevice = ({ clientId, userName = '' }: ConnectPacket): boolean =>
  /[|&]/.test(clientId + userName);
