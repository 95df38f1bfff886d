/** What the platform knows: products, and the devices of each. */

import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { type Device, type Devices, findDevice, indexDevices } from '../../../alibaba/devices.ts';
import type { Product } from '../../../alibaba/product.ts';
import { defaultTopicClasses } from '../../../alibaba/topicClasses.ts';

export interface Registry {
  readonly products: readonly Product[];
  /** Those of products that are not listed make a product with the classes that every new one has. */
  readonly devices: readonly Device[];
}

/** Would turn a rule for one device into one for many. */
const isDangerous = ({ productKey, deviceName }: DeviceName): boolean =>
  [productKey, deviceName].some((name) => name === '' || /[&/+#\s\0]/.test(name));

export class KnownDevices {
  /** By product key. A Map, as a product may be called `__proto__`. */
  readonly products: ReadonlyMap<string, Product>;
  /** By product key, then device name. */
  readonly list: readonly Device[];
  readonly index: Devices;
  /** By user name, loosely written; made when it is first asked for. */
  #byLooseName: ReadonlyMap<string, Device> | undefined;

  /** @param registered those that made themselves known; a listed device of the same name comes first */
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

  /** The device that a wrong user name may stand for: turned round, in other letters, or otherwise joined. */
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
}

/** Letters and digits alone, without case; `&` may have come as `%26` or `&amp;`. */
const loosely = (text: string): string =>
  text.replaceAll(/%26|&amp;|[^\p{L}\p{N}]/giu, '').toLowerCase();

function byName(a: Device, b: Device): number {
  if (a.productKey !== b.productKey) return a.productKey < b.productKey ? -1 : 1;
  return a.deviceName < b.deviceName ? -1 : a.deviceName > b.deviceName ? 1 : 0;
}
