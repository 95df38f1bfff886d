/** Products and their devices, as known to the platform. */

import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { type Device, type Devices, findDevice, indexDevices } from '../../../alibaba/devices.ts';
import type { Product } from '../../../alibaba/product.ts';
import { defaultTopicClasses } from '../../../alibaba/topicClasses.ts';

export interface Registry {
  readonly products: readonly Product[];
  /** Devices of unlisted products make a product with the default classes. */
  readonly devices: readonly Device[];
}

/** It would turn a rule for one device into a rule for many. */
const isDangerous = ({ productKey, deviceName }: DeviceName): boolean =>
  [productKey, deviceName].some((name) => name === '' || /[&/+#\s\0]/.test(name));

export class KnownDevices {
  /** By product key. A Map, because a product may be called `__proto__`. */
  readonly products: ReadonlyMap<string, Product>;
  /** By product key, then device name. */
  readonly list: readonly Device[];
  readonly index: Devices;
  /** By normalized user name; created on demand. */
  #byLooseName: ReadonlyMap<string, Device> | undefined;

  /**
   * @param registered devices that registered themselves; a listed device of the same name takes precedence
   */
  constructor({ products, devices }: Registry, registered: readonly Device[] = []) {
    const known = new Map(products.map((product) => [product.productKey, product]));
    const usable = [...registered, ...devices].filter((device) => !isDangerous(device));
    for (const { productKey } of usable) {
      if (known.has(productKey)) continue;
      const topics = defaultTopicClasses(productKey);
      known.set(productKey, { productKey, name: productKey, topics });
    }
    this.products = known;
    this.index = indexDevices(usable);
    this.list = [...this.index.values()].sort(byName);
  }

  find({ productKey, deviceName }: DeviceName): Device | undefined {
    return findDevice(this.index, productKey, deviceName);
  }

  /**
   * Finds the device probably meant by a wrong user name: reversed, in other case, or with another separator.
   */
  meantBy(userName: string): Device | undefined {
    this.#byLooseName ??= new Map(
      this.list.flatMap((device) => {
        const { productKey, deviceName } = device;
        const names = [`${productKey}${deviceName}`, `${deviceName}${productKey}`];
        return names.map((name): [string, Device] => [loosely(name), device]);
      }),
    );
    return this.#byLooseName.get(loosely(userName));
  }

  /** Finds the device with the most similar user name. */
  nearestTo(userName: string): Device | undefined {
    if (userName.length > LONGEST_COMPARED) return undefined;
    const found = this.list.slice(0, MOST_COMPARED).map((device) => {
      const steps = distance(userName, `${device.deviceName}&${device.productKey}`);
      return { device, steps };
    });
    const [nearest] = found.toSorted((a, b) => a.steps - b.steps);
    return nearest !== undefined && nearest.steps <= NEARLY ? nearest.device : undefined;
  }
}

const LONGEST_COMPARED = 80;
const MOST_COMPARED = 1000;
/** Maximum number of wrong characters. */
const NEARLY = 3;

/** Edit distance of two texts. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > NEARLY) return NEARLY + 1;
  let row = Array.from({ length: other.length + 1 }, (_none, at) => at);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const same = one[at - 1] === other[to - 1] ? 0 : 1;
      const [left = 0, above = 0, before = 0] = [next[to - 1], row[to], row[to - 1]];
      next.push(Math.min(left + 1, above + 1, before + same));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Only letters and digits, in lower case; `&` may have arrived as `%26` or `&amp;`. */
const loosely = (text: string): string =>
  text.replaceAll(/%26|&amp;|[^\p{L}\p{N}]/giu, '').toLowerCase();

function byName(a: Device, b: Device): number {
  if (a.productKey !== b.productKey) return a.productKey < b.productKey ? -1 : 1;
  return a.deviceName < b.deviceName ? -1 : a.deviceName > b.deviceName ? 1 : 0;
}
