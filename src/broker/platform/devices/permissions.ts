/**
 * Permissions of a device: the platform's own topics in their direction, the classes of its product, and
 * broadcasts. Nothing else, and nothing with another device's names.
 *
 * A topic filter is permitted if everything it matches lies in the device's own topics or its product's
 * broadcasts, and the device may receive on at least one matching topic. Other matching messages are withheld
 * individually (`mayReceive`).
 */
import { alinkTopic, type PlatformTopic, topicsOf } from '../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { Product, TopicOperation } from '../../../alibaba/product.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';
import { covers, intersection } from '../../core/memory/filterSets.ts';
import type { Permission } from './commands.ts';

const OPERATIONS = { device: 'PUB', cloud: 'SUB', both: 'ALL' } as const;
/** Topics whose rights are cached; a full cache is cleared. */
const REMEMBERED = 256;
/** In characters. */
const LONGEST_REMEMBERED = 256;

/** A topic class of the product, for this device. */
interface Grant {
  readonly filter: string;
  readonly operation: TopicOperation;
}

export class Permissions {
  readonly #device: DeviceName;
  readonly #classes: readonly Grant[];
  /** Created on demand: most devices use few topics. */
  #system: readonly PlatformTopic[] | undefined;
  /** All its subscriptions must lie within these. */
  readonly #own: readonly string[];
  readonly #known = new Map<string, TopicOperation | undefined>();

  constructor(device: DeviceName, product: Product | undefined) {
    const { productKey, deviceName } = device;
    this.#device = device;
    const own = `/${productKey}/${deviceName}/#`;
    this.#classes = (product?.topics ?? [])
      .map(({ topic, operation }) => ({
        filter: topic.replaceAll('${deviceName}', () => deviceName),
        operation,
      }))
      .filter(({ filter }) => covers(own, filter));
    this.#own = [
      own,
      `/sys/${productKey}/${deviceName}/#`,
      `/ext/ntp/${productKey}/${deviceName}/#`,
      `/ext/session/${productKey}/${deviceName}/#`,
      `/ext/error/${productKey}/${deviceName}`,
      `/ext/rrpc/+/sys/${productKey}/${deviceName}/#`,
      `/ext/rrpc/+/${productKey}/${deviceName}/#`,
      `/shadow/+/${productKey}/${deviceName}`,
      `/ota/device/+/${productKey}/${deviceName}`,
      `/broadcast/${productKey}/#`,
    ];
  }

  get list(): readonly Permission[] {
    return [
      ...this.#classes.map(({ filter, operation }) => ({
        topic: filter,
        operation,
        origin: 'custom' as const,
      })),
      ...this.#platforms().map(({ topic, from, kind }) => ({
        topic,
        operation: OPERATIONS[from],
        origin: kind === 'broadcast' ? ('broadcast' as const) : ('system' as const),
      })),
    ];
  }

  mayPublish(topic: string): boolean {
    const operation = this.#operationOf(topic);
    return operation === 'PUB' || operation === 'ALL';
  }

  mayReceive(topic: string): boolean {
    const operation = this.#operationOf(topic);
    return operation === 'SUB' || operation === 'ALL';
  }

  /** The filter must be well-formed. */
  maySubscribe(filter: string): boolean {
    if (!/[+#]/.test(filter)) return this.mayReceive(filter);
    if (!this.#own.some((own) => covers(own, filter))) return false;
    const reaches = (one: string): boolean => intersection(one, filter) !== undefined;
    return (
      this.#classes.some((grant) => grant.operation !== 'PUB' && reaches(grant.filter)) ||
      this.#platforms().some((topic) => topic.from !== 'device' && reaches(topic.filter))
    );
  }

  /** The platform's own topics except those without a device's names. */
  #platforms(): readonly PlatformTopic[] {
    this.#system ??= topicsOf(this.#device).filter(({ filter }) =>
      this.#own.some((wide) => covers(wide, filter)),
    );
    return this.#system;
  }

  #operationOf(topic: string): TopicOperation | undefined {
    if (this.#known.has(topic)) return this.#known.get(topic);
    const operation = this.#judge(topic);
    if (topic.length > LONGEST_REMEMBERED) return operation;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(topic, operation);
    return operation;
  }

  #judge(topic: string): TopicOperation | undefined {
    const meaning = alinkTopic(topic);
    if (meaning === undefined || meaning.productKey !== this.#device.productKey) return undefined;
    if (meaning.kind === 'broadcast') return 'SUB';
    if (meaning.deviceName !== this.#device.deviceName) return undefined;
    return meaning.kind === 'custom' ? this.#custom(topic) : OPERATIONS[meaning.from];
  }

  /** Classes may overlap: `user/+` for receiving, `user/update` for publishing. */
  #custom(topic: string): TopicOperation | undefined {
    const granted = this.#classes
      .filter(({ filter }) => topicMatches(filter, topic))
      .map(({ operation }) => operation);
    const [first] = granted;
    return granted.every((operation) => operation === first) ? first : 'ALL';
  }
}
