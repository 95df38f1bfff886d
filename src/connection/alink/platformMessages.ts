/** Tells the app of what the platform sends to the device that a connection signed in as. */
import type { AlinkTopicKind } from '../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import type { AlinkArrival } from '../../engine/alink/alinkPairs.ts';
import { KnownTopics } from '../../engine/alink/knownTopics.ts';
import type { Environment } from '../environment/environment.ts';
import type { AlinkEvent, PlatformMessage } from './alinkProtocol.ts';

/** Calls that the device answers, and answers whose contents a person asked for. */
const TOLD: ReadonlySet<AlinkTopicKind> = new Set([
  'property-set',
  'service',
  'rrpc',
  'custom-rrpc',
  'ntp',
  'shadow',
]);

/** Told within `WITHIN` µs; a flood must not stop the page. */
const MOST = 200;
const WITHIN = 100_000;

export class PlatformMessages {
  /** undefined: the connection is no device's, and nothing is told. */
  device: DeviceName | undefined;
  readonly #environment: Pick<Environment, 'origin' | 'nextTurn'>;
  readonly #tell: (event: AlinkEvent) => void;
  readonly #topics = new KnownTopics();
  #waiting: PlatformMessage[] = [];
  #missed = 0;
  #since = 0;
  #told = 0;

  constructor(
    environment: Pick<Environment, 'origin' | 'nextTurn'>,
    tell: (event: AlinkEvent) => void,
  ) {
    this.#environment = environment;
    this.#tell = tell;
  }

  /** A PUBLISH of the capture on a topic of the platform. */
  hear({ number, time, direction, topic: name, payload }: AlinkArrival): void {
    if (this.device === undefined || direction !== 'in') return;
    const topic = this.#topics.meaning(name);
    const { productKey, deviceName } = this.device;
    const isOwn = topic?.productKey === productKey && topic.deviceName === deviceName;
    if (!isOwn || !TOLD.has(topic.kind)) return;
    if (this.#waiting.length === 0 && this.#missed === 0) {
      this.#environment.nextTurn(() => {
        this.#flush();
      });
    }
    if (time - this.#since >= WITHIN) {
      this.#since = time;
      this.#told = 0;
    }
    if (this.#told >= MOST) {
      this.#missed += 1;
      return;
    }
    this.#told += 1;
    const at = this.#environment.origin + time / 1000;
    this.#waiting.push({ packet: number, at, topic: name, payload: payload.slice() });
  }

  #flush(): void {
    const messages = this.#waiting;
    const missed = this.#missed;
    this.#waiting = [];
    this.#missed = 0;
    this.#tell({ kind: 'platform-messages', messages, missed });
  }
}
