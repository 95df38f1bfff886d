/**
 * Reads what a platform is to know, from one file: a list of devices
 * `[{"productKey": …, "deviceName": …, "deviceSecret": …}]`, or products, devices and settings
 * `{"products": […], "devices": […], "settings": {…}}`.
 */
import { encodeUtf8 } from '../mqtt/utf8.ts';
import { JSON_FAULTS } from '../payload/jsonScan.ts';
import { type JsonTree, jsonTree } from '../payload/jsonTree.ts';
import type { ThingModel } from './alink/thingModel.ts';
import { parseTsl } from './alink/tsl.ts';
import { tslFaultText } from './alink/tslFaults.ts';
import { type Device, type Devices, indexDevices } from './devices.ts';
import { FileFault, JsonReader, placed } from './jsonReader.ts';
import type { Product, TopicClass } from './product.ts';
import { defaultTopicClasses, topicClassFault } from './topicClasses.ts';

type SettingValue = string | number | boolean;

/** A product whose model may stand in a file of its own, beside this one. */
export interface ListedProduct extends Product {
  readonly modelFile?: string;
}

export type DevicesFile =
  | {
      readonly ok: true;
      readonly devices: Devices;
      readonly list: readonly Device[];
      /** Those that are listed, then those that devices name without that. */
      readonly products: readonly ListedProduct[];
      /** Checked by the given function. */
      readonly settings: ReadonlyMap<string, SettingValue>;
    }
  /** A sentence with line and column; holds nothing of what the file says. */
  | { readonly ok: false; readonly message: string };

/**
 * What is wrong with a setting of the platform, as `must be …`, without its name; undefined: nothing.
 * Another room knows that.
 */
export type SettingFault = (name: string, value: SettingValue) => string | undefined;

const MOST_TOPICS = 50;

/** Reads the tree; every fault is thrown as a FileFault and caught in one place. */
class DevicesReader {
  readonly #json: JsonReader;
  readonly #settingFault: SettingFault;
  /** Rows of what may stand in the file once. */
  readonly #seen = new Map<string, number>();

  constructor(tree: JsonTree, settingFault: SettingFault) {
    this.#json = new JsonReader(tree);
    this.#settingFault = settingFault;
  }

  run(): DevicesFile {
    const json = this.#json;
    if (json.kind(0) === 'array') return this.#file([], this.#list(0), new Map());
    if (json.kind(0) !== 'object') {
      throw json.fault(0, 'the file must be a list of devices, [ … ], or an object, { … }');
    }
    const members = json.members(0, 'in the file', ['products', 'devices', 'settings']);
    const products = members.get('products');
    const devices = members.get('devices');
    const settings = members.get('settings');
    return this.#file(
      products === undefined
        ? []
        : json.elements(products, 'products').map((at) => this.#product(at)),
      devices === undefined ? [] : this.#list(devices),
      settings === undefined ? new Map() : this.#settings(settings),
    );
  }

  #file(
    listed: readonly ListedProduct[],
    list: readonly Device[],
    settings: ReadonlyMap<string, SettingValue>,
  ): DevicesFile {
    const known = new Set(listed.map(({ productKey }) => productKey));
    const others = new Set(
      list.map(({ productKey }) => productKey).filter((key) => !known.has(key)),
    );
    const unlisted = [...others].map((productKey) => ({
      productKey,
      name: productKey,
      topics: defaultTopicClasses(productKey),
    }));
    const products = [...listed, ...unlisted];
    return { ok: true, devices: indexDevices(list), list, products, settings };
  }

  #list(row: number): readonly Device[] {
    return this.#json.elements(row, 'devices').map((at) => this.#device(at));
  }

  #device(row: number): Device {
    const json = this.#json;
    if (json.kind(row) !== 'object') throw json.fault(row, 'a device must be an object, { … }');
    // Lists of other programs hold more of a device, such as its nickname.
    const members = json.members(row, 'for one device');
    const device: Device = {
      productKey: json.name(row, members, 'productKey', 'device'),
      deviceName: json.name(row, members, 'deviceName', 'device'),
      deviceSecret: json.text(row, members, 'deviceSecret', 'device'),
      ...(json.isTrue(members, 'disabled') && { disabled: true }),
    };
    this.#once(row, `device ${device.deviceName}&${device.productKey}`, 'device');
    return device;
  }

  #product(row: number): ListedProduct {
    const json = this.#json;
    if (json.kind(row) !== 'object') throw json.fault(row, 'a product must be an object, { … }');
    const members = json.members(row, 'for one product', PRODUCT_MEMBERS);
    const productKey = json.name(row, members, 'productKey', 'product');
    this.#once(row, `product ${productKey}`, 'product');
    const topics = members.get('topics');
    const model = members.get('model');
    const modelFile = members.get('modelFile');
    if (model !== undefined && modelFile !== undefined) {
      throw json.fault(modelFile, 'a product has model or modelFile, not both');
    }
    return {
      productKey,
      name: members.has('name') ? json.text(row, members, 'name', 'product') : productKey,
      topics:
        topics === undefined ? defaultTopicClasses(productKey) : this.#topics(topics, productKey),
      ...(model !== undefined && { model: this.#model(model) }),
      ...(members.has('productSecret') && {
        productSecret: json.text(row, members, 'productSecret', 'product'),
      }),
      ...(members.has('dynamicRegistration') && {
        dynamicRegistration: json.isTrue(members, 'dynamicRegistration'),
      }),
      ...(modelFile !== undefined && {
        modelFile: json.text(row, members, 'modelFile', 'product'),
      }),
    };
  }

  #topics(row: number, productKey: string): readonly TopicClass[] {
    const topics = this.#json.elements(row, 'topics').map((at) => this.#topic(at, productKey));
    if (topics.length > MOST_TOPICS) {
      throw this.#json.fault(row, `a product has at most ${MOST_TOPICS} topics`);
    }
    return topics;
  }

  #topic(row: number, productKey: string): TopicClass {
    const json = this.#json;
    if (json.kind(row) !== 'object') throw json.fault(row, 'a topic must be an object, { … }');
    const members = json.members(row, 'for one topic', ['topic', 'operation']);
    const topic = json.text(row, members, 'topic', 'topic class');
    const operation = json.text(row, members, 'operation', 'topic class');
    if (operation !== 'PUB' && operation !== 'SUB' && operation !== 'ALL') {
      throw json.fault(members.get('operation') ?? row, 'operation must be PUB, SUB or ALL');
    }
    const fault = topicClassFault({ topic, operation }, productKey);
    if (fault !== undefined) throw json.fault(members.get('topic') ?? row, fault);
    return { topic, operation };
  }

  #model(row: number): ThingModel {
    const json = this.#json;
    if (json.kind(row) !== 'object') throw json.fault(row, 'model must be a TSL object, { … }');
    const read = parseTsl(json.source(row));
    if (!read.ok) {
      const what = `model is no thing model in TSL: ${tslFaultText(read)}`;
      throw json.faultWithin(row, read, what);
    }
    return read.model;
  }

  #settings(row: number): ReadonlyMap<string, SettingValue> {
    const json = this.#json;
    if (json.kind(row) !== 'object') throw json.fault(row, 'settings must be an object, { … }');
    const settings = new Map<string, SettingValue>();
    for (const [name, at] of json.members(row, 'in settings')) {
      const value = json.plain(at);
      if (value === undefined) {
        throw json.fault(at, 'a setting must be a text, a number, true or false');
      }
      const fault = this.#settingFault(name, value);
      if (fault !== undefined) throw json.fault(at, `this setting ${fault}`);
      settings.set(name, value);
    }
    return settings;
  }

  #once(row: number, name: string, what: string): void {
    const before = this.#seen.get(name);
    if (before !== undefined) {
      const line = this.#json.line(before);
      throw this.#json.fault(row, `this ${what} stands in the file already, in line ${line}`);
    }
    this.#seen.set(name, row);
  }
}

const PRODUCT_MEMBERS = [
  'productKey',
  'name',
  'topics',
  'model',
  'modelFile',
  'productSecret',
  'dynamicRegistration',
];

/** Reads the text of a devices file; never throws. */
export function parseDevicesFile(text: string, settingFault: SettingFault): DevicesFile {
  const bytes = encodeUtf8(text);
  const result = jsonTree(bytes);
  if (!result.ok) {
    if (result.key === 'utf8') return { ok: false, message: 'the file is not UTF-8' };
    const what = JSON_FAULTS[result.key];
    return { ok: false, message: placed(bytes, result.offset, `not JSON, ${what}`) };
  }
  try {
    return new DevicesReader(result.tree, settingFault).run();
  } catch (error) {
    if (error instanceof FileFault) return { ok: false, message: error.message };
    throw error;
  }
}
