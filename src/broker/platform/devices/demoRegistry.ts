/** Two products with five devices, used without an own list. */

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import type { ThingModel } from '../../../alibaba/alink/thingModel.ts';
import type { Device } from '../../../alibaba/devices.ts';
import type { Product, TopicClass } from '../../../alibaba/product.ts';
import { defaultTopicClasses } from '../../../alibaba/topicClasses.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { Random } from '../../core/memory/random.ts';
import type { Registry } from './registry.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Random characters of a product key, which begins with `a1`. */
const DRAWN_CHARACTERS = 9;

const ROOM_SENSOR: ThingModel = {
  properties: [
    {
      identifier: 'temperature',
      name: 'Temperature',
      type: { type: 'float', min: -40, max: 80, step: 0.1, unit: '°C' },
      access: 'r',
      isRequired: false,
    },
    {
      identifier: 'humidity',
      name: 'Humidity',
      type: { type: 'float', min: 0, max: 100, step: 0.1, unit: '%' },
      access: 'r',
      isRequired: false,
    },
    {
      identifier: 'powerSwitch',
      name: 'Power switch',
      type: { type: 'bool', names: names('off', 'on') },
      access: 'rw',
      isRequired: false,
    },
    {
      identifier: 'workMode',
      name: 'Mode',
      type: { type: 'enum', names: names('automatic', 'heating', 'cooling', 'ventilation') },
      access: 'rw',
      isRequired: false,
    },
  ],
  events: [
    {
      identifier: 'overheat',
      name: 'Overheating',
      level: 'alert',
      output: [
        {
          identifier: 'temperature',
          name: 'Temperature',
          type: { type: 'float', min: -40, max: 120, step: 0.1, unit: '°C' },
        },
      ],
    },
  ],
  services: [
    {
      identifier: 'selfTest',
      name: 'Self-test',
      call: 'sync',
      input: [],
      output: [
        {
          identifier: 'passed',
          name: 'Passed',
          type: { type: 'bool', names: names('no', 'yes') },
        },
      ],
    },
    {
      identifier: 'restart',
      name: 'Restart',
      call: 'async',
      input: [
        {
          identifier: 'delay',
          name: 'Delay',
          type: { type: 'int', min: 0, max: 3600, step: 1, unit: 's' },
        },
      ],
      output: [],
    },
  ],
};

const DOOR_LOCK: ThingModel = {
  properties: [
    {
      identifier: 'locked',
      name: 'Locked',
      type: { type: 'bool', names: names('no', 'yes') },
      access: 'rw',
      isRequired: false,
    },
    {
      identifier: 'battery',
      name: 'Battery',
      type: { type: 'int', min: 0, max: 100, step: 1, unit: '%' },
      access: 'r',
      isRequired: false,
    },
  ],
  events: [{ identifier: 'opened', name: 'Opened', level: 'info', output: [] }],
  services: [],
};

/**
 * The same devices for the same seed. The first product has the class `/control`, the second lacks it.
 * @param entropy secret source for the devices' secrets; trying names could reveal the seed
 */
export function demoRegistry(seed: number, entropy?: Uint8Array): Registry {
  const random = new Random(seed);
  const sensors = productOf(random, 'Room sensor', ROOM_SENSOR);
  const locks = productOf(random, 'Door lock', DOOR_LOCK);
  const withSecret = (product: Product): Product => ({
    ...product,
    productSecret: productSecretOf(product, entropy ?? encodeUtf8(`seed ${seed}`)),
  });
  return {
    products: [
      withSecret({ ...sensors, topics: [...sensors.topics, ...olderClasses(sensors)] }),
      withSecret(locks),
    ],
    devices: [...devicesOf(random, sensors, 'room', 3), ...devicesOf(random, locks, 'lock', 2)].map(
      (device) =>
        entropy === undefined ? device : { ...device, deviceSecret: secretOf(device, entropy) },
    ),
  };
}

function productOf(random: Random, name: string, model: ThingModel): Product {
  const drawn = Array.from({ length: DRAWN_CHARACTERS }, () =>
    LETTERS.charAt(random.below(LETTERS.length)),
  );
  const productKey = `a1${drawn.join('')}`;
  return { productKey, name, topics: defaultTopicClasses(productKey), model };
}

/** Classes of products from before `/user`, and one additional class. */
function olderClasses({ productKey }: Product): readonly TopicClass[] {
  const own = `/${productKey}/\${deviceName}`;
  return [
    { topic: `${own}/control`, operation: 'ALL' },
    { topic: `${own}/update`, operation: 'PUB' },
    { topic: `${own}/update/error`, operation: 'PUB' },
    { topic: `${own}/get`, operation: 'SUB' },
  ];
}

function devicesOf(
  random: Random,
  { productKey }: Product,
  kind: string,
  count: number,
): readonly Device[] {
  return Array.from({ length: count }, (_, at) => ({
    productKey,
    deviceName: `${kind}-${at + 1}-${random.hex(6)}`,
    deviceSecret: random.hex(32),
  }));
}

function secretOf(device: Device, entropy: Uint8Array): string {
  const digest = hmac(sha256, entropy, encodeUtf8(sessionNameOf(device)));
  return bytesToHex(digest).slice(0, 32);
}

/** Not drawn from the generator, so a seed still gives the same devices. */
function productSecretOf({ productKey }: Product, entropy: Uint8Array): string {
  const digest = hmac(sha256, entropy, encodeUtf8(`product ${productKey}`));
  return bytesToHex(digest).slice(0, 16);
}

function names(...ofValues: readonly string[]): ReadonlyMap<number, string> {
  return new Map(ofValues.map((name, value) => [value, name]));
}
