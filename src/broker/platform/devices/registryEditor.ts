/** Changes of products and devices while the platform runs, on top of the list that was read. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { parseTsl } from '../../../alibaba/alink/tsl.ts';
import type { Device } from '../../../alibaba/devices.ts';
import type { Product } from '../../../alibaba/product.ts';
import { MOST_RAW_RULES, type RawRule, rawBytes } from '../../../alibaba/rawRules.ts';
import {
  NO_CHANGES,
  type ProductChange,
  type ProductMember,
  type RegistryChanges,
  userNameOf,
  withChanges,
} from '../../../alibaba/registryChanges.ts';
import { defaultTopicClasses, topicClassFault } from '../../../alibaba/topicClasses.ts';
import type { RefusalFact } from '../../core/commands/refusals.ts';
import type { KnownDevices, Registry } from './registry.ts';
import type { ProductFields } from './registryCommands.ts';

/** Documented: 4 to 32 letters, digits and - _ @ . : */
const DEVICE_NAME = /^[\w@.:-]{4,32}$/;
const PRODUCT_KEY = /^[A-Za-z0-9]{1,32}$/;
const SECRET = /^[\x21-\x7e]{1,64}$/;
const MOST_TOPICS = 50;
const LONGEST_NAME = 100;
/** Limit for each. */
const MOST = 20_000;

export class RegistryEditor {
  /** Returns secret hexadecimal digits, at least 64, that differ for each text. */
  readonly #digest: (text: string) => string;
  #read: Registry;
  #changes: RegistryChanges = NO_CHANGES;
  #made = 0;

  constructor(read: Registry, digest: (text: string) => string) {
    this.#read = read;
    this.#digest = digest;
  }

  /** The current list. */
  get registry(): Registry {
    const { products, devices } = this.#changes;
    if (products.size === 0 && devices.size === 0) return this.#read;
    return withChanges(this.#read, this.#changes);
  }

  get changes(): RegistryChanges {
    return this.#changes;
  }

  /** A change that was reverted needs no saving. */
  get unsaved(): number {
    const { products, devices } = this.#changes;
    if (devices.size === 0) return products.size;
    const read = new Map(this.#read.devices.map((device) => [userNameOf(device), device]));
    const changed = [...devices].filter(([name, device]) => !isSame(device, read.get(name)));
    return products.size + changed.length;
  }

  /** The file was read again. Unsaved changes stay, except where the file has changed. */
  rebase(read: Registry): void {
    const before = new Map(this.#read.devices.map((device) => [userNameOf(device), device]));
    const after = new Map(read.devices.map((device) => [userNameOf(device), device]));
    const devices = new Map(
      [...this.#changes.devices].filter(
        ([name]) => JSON.stringify(before.get(name)) === JSON.stringify(after.get(name)),
      ),
    );
    this.#read = read;
    this.#changes = { ...this.#changes, devices };
  }

  /** These changes were written. */
  saved({ products, devices }: RegistryChanges): void {
    this.#read = withChanges(this.#read, { products, devices });
    this.#changes = {
      products: without(this.#changes.products, products),
      devices: without(this.#changes.devices, devices),
    };
  }

  /** Name under which others may call it later. */
  makeDevice(
    known: KnownDevices,
    asked: {
      readonly productKey: string;
      readonly deviceName?: string;
      readonly deviceSecret?: string;
    },
  ): Device | RefusalFact {
    const { productKey } = asked;
    if (!known.products.has(productKey)) return { key: 'no-product', args: {} };
    const deviceName = asked.deviceName ?? `device-${this.#random('name').slice(0, 8)}`;
    if (!DEVICE_NAME.test(deviceName)) return { key: 'not-a-device-name', args: {} };
    if (known.find({ productKey, deviceName }) !== undefined)
      return { key: 'device-there', args: {} };
    if (known.list.length >= MOST) return { key: 'many-devices', args: { most: MOST } };
    return this.#keepDevice({ productKey, deviceName }, asked.deviceSecret);
  }

  changeSecret(device: Device, secret: string | undefined): Device | RefusalFact {
    return this.#keepDevice(device, secret);
  }

  #keepDevice(
    device: DeviceName & Partial<Device>,
    secret: string | undefined,
  ): Device | RefusalFact {
    if (secret !== undefined && !SECRET.test(secret)) return { key: 'not-a-secret', args: {} };
    const deviceSecret = secret ?? this.#random('deviceSecret').slice(0, 32);
    const { productKey, deviceName, disabled } = device;
    const kept = { productKey, deviceName, deviceSecret, ...(disabled === true && { disabled }) };
    this.setDevice(kept, kept);
    return kept;
  }

  /** undefined: removes it. */
  setDevice(name: DeviceName, device: Device | undefined): void {
    const devices = new Map(this.#changes.devices).set(userNameOf(name), device);
    this.#changes = { ...this.#changes, devices };
  }

  /** True if it is listed, false if it registered itself. */
  isListed(device: DeviceName): boolean {
    const name = userNameOf(device);
    const change = this.#changes.devices.has(name);
    if (change) return this.#changes.devices.get(name) !== undefined;
    return this.#read.devices.some((one) => userNameOf(one) === name);
  }

  makeProduct(
    known: KnownDevices,
    {
      productKey = this.#productKey(),
      ...fields
    }: ProductFields & { readonly productKey?: string },
  ): Product | RefusalFact {
    if (!PRODUCT_KEY.test(productKey)) return { key: 'not-a-product-key', args: {} };
    if (known.products.has(productKey)) return { key: 'product-there', args: {} };
    if (known.products.size >= MOST) return { key: 'many-devices', args: { most: MOST } };
    const product = {
      productKey,
      name: productKey,
      topics: defaultTopicClasses(productKey),
      productSecret: this.#random('productSecret').slice(0, 16),
    };
    return this.#keepProduct(product, fields, ['name', 'topics', 'model', 'productSecret']);
  }

  changeProduct(product: Product, fields: ProductFields): Product | RefusalFact {
    return this.#keepProduct(product, fields, []);
  }

  #keepProduct(
    before: Product,
    { name, tsl, topics, dynamicRegistration, rawRules }: ProductFields,
    members: readonly ProductMember[],
  ): Product | RefusalFact {
    const { productKey } = before;
    if (name !== undefined && (name === '' || name.length > LONGEST_NAME)) {
      return { key: 'not-a-product-name', args: { most: LONGEST_NAME } };
    }
    const faulty = topics?.find((topic) => topicClassFault(topic, productKey) !== undefined);
    if (faulty !== undefined || (topics?.length ?? 0) > MOST_TOPICS) {
      return { key: 'not-topic-classes', args: { most: MOST_TOPICS } };
    }
    if (rawRules !== undefined && !areRawRules(rawRules)) {
      return { key: 'not-raw-rules', args: { most: MOST_RAW_RULES } };
    }
    const read = tsl === undefined || tsl.trim() === '' ? undefined : parseTsl(tsl);
    if (read?.ok === false) {
      return { key: 'not-a-model', args: { line: read.line, column: read.column } };
    }
    const product: Product = {
      ...before,
      ...(name !== undefined && { name }),
      ...(topics !== undefined && { topics }),
      ...(tsl !== undefined && { model: read?.model }),
      ...(dynamicRegistration !== undefined && { dynamicRegistration }),
      ...(rawRules !== undefined && { rawRules }),
    };
    const changed = new Set<ProductMember>([
      ...(this.#changes.products.get(productKey)?.members ?? []),
      ...members,
      ...(name === undefined ? [] : (['name'] as const)),
      ...(topics === undefined ? [] : (['topics'] as const)),
      ...(tsl === undefined ? [] : (['model'] as const)),
      ...(dynamicRegistration === undefined ? [] : (['dynamicRegistration'] as const)),
      ...(rawRules === undefined ? [] : (['rawRules'] as const)),
    ]);
    this.setProduct(productKey, { product, members: changed });
    return product;
  }

  /** undefined: removes it. */
  setProduct(productKey: string, change: ProductChange | undefined): void {
    const products = new Map(this.#changes.products).set(productKey, change);
    this.#changes = { ...this.#changes, products };
  }

  /** In the form of the cloud's keys. */
  #productKey(): string {
    const digits = this.#random('productKey').slice(0, 18);
    const pairs = Array.from({ length: 9 }, (_, at) => digits.slice(2 * at, 2 * at + 2));
    const letters = pairs.map((pair) => LETTERS.charAt(Number.parseInt(pair, 16) % LETTERS.length));
    return `a1${letters.join('')}`;
  }

  #random(what: string): string {
    this.#made += 1;
    return this.#digest(`registry ${this.#made} ${what}`);
  }
}

const areRawRules = (rules: readonly RawRule[]): boolean =>
  rules.length <= MOST_RAW_RULES &&
  rules.every(({ prefix, reply }) => rawBytes(prefix) && rawBytes(reply));

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function isSame(device: Device | undefined, read: Device | undefined): boolean {
  if (device === undefined || read === undefined) return device === read;
  const isAlike = (device.disabled === true) === (read.disabled === true);
  return isAlike && device.deviceSecret === read.deviceSecret;
}

/** Later changes stay. */
function without<T>(
  changes: ReadonlyMap<string, T>,
  saved: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  return new Map(
    [...changes].filter(([name, change]) => saved.get(name) !== change || !saved.has(name)),
  );
}
