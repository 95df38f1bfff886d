/**
 * Reads the platform's devices from a file: a list of devices `[{"productKey": …, "deviceName": …,
 * "deviceSecret": …}]`, or products, devices and settings `{"products": […], "devices": […], "settings":
 * {…}}`.
 */
import type { Localizable } from '../base/message.ts';
import { textPlace } from '../base/textPlace.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { type JsonTree, jsonTree } from '../payload/json/jsonTree.ts';
import type { JsonErrors } from '../payload/tree/jsonErrors.ts';
import type { ThingModel } from './alink/thingModel.ts';
import { parseTsl } from './alink/tsl.ts';
import { type Device, type Devices, indexDevices } from './devices.ts';
import type { DevicesFileFault, DevicesFileFaults, SettingFaults } from './devicesFileFaults.ts';
import { FileFault, JsonReader } from './jsonReader.ts';
import type { Product, TopicClass } from './product.ts';
import { defaultTopicClasses, topicClassFault } from './topicClasses.ts';

type SettingValue = string | number | boolean;

/** A product whose model may be in a separate file next to this one. */
export interface ListedProduct extends Product {
  readonly modelFile?: string;
}

export type DevicesFile =
  | {
      readonly ok: true;
      readonly devices: Devices;
      readonly list: readonly Device[];
      /** The listed products, then products that only devices name. */
      readonly products: readonly ListedProduct[];
      /** Validated by the given function. */
      readonly settings: ReadonlyMap<string, SettingValue>;
    }
  | { readonly ok: false; readonly fault: DevicesFileFault };

/** Validates a setting of the platform; undefined if it is valid. Another module implements this. */
export type SettingFault = (
  name: string,
  value: SettingValue,
) => Localizable<SettingFaults> | undefined;

const MOST_TOPICS = 50;

/** Reads the tree. Every fault is thrown as a FileFault and caught in one place. */
class DevicesReader {
  readonly #json: JsonReader;
  readonly #settingFault: SettingFault;
  /** Rows of entries that must be unique in the file. */
  readonly #seen = new Map<string, number>();

  constructor(tree: JsonTree, settingFault: SettingFault) {
    this.#json = new JsonReader(tree);
    this.#settingFault = settingFault;
  }

  run(): DevicesFile {
    const json = this.#json;
    if (json.kind(0) === 'array') return this.#file([], this.#list(0), new Map());
    if (json.kind(0) !== 'object') {
      throw json.fault(0, { key: 'neither-list-nor-object', args: {} });
    }
    const members = json.members(0, 'file', ['products', 'devices', 'settings']);
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
    if (json.kind(row) !== 'object') throw notObject(json, row, 'device');
    // Lists of other programs contain more about a device, such as its nickname.
    const members = json.members(row, 'device');
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
    if (json.kind(row) !== 'object') throw notObject(json, row, 'product');
    const members = json.members(row, 'product', PRODUCT_MEMBERS);
    const productKey = json.name(row, members, 'productKey', 'product');
    this.#once(row, `product ${productKey}`, 'product');
    const topics = members.get('topics');
    const model = members.get('model');
    const modelFile = members.get('modelFile');
    if (model !== undefined && modelFile !== undefined) {
      throw json.fault(modelFile, { key: 'two-models', args: {} });
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
      throw this.#json.fault(row, { key: 'too-many-topics', args: { most: MOST_TOPICS } });
    }
    return topics;
  }

  #topic(row: number, productKey: string): TopicClass {
    const json = this.#json;
    if (json.kind(row) !== 'object') throw notObject(json, row, 'topic');
    const members = json.members(row, 'topic', ['topic', 'operation']);
    const topic = json.text(row, members, 'topic', 'topic');
    const operation = json.text(row, members, 'operation', 'topic');
    if (operation !== 'PUB' && operation !== 'SUB' && operation !== 'ALL') {
      throw json.fault(members.get('operation') ?? row, { key: 'not-an-operation', args: {} });
    }
    const fault = topicClassFault({ topic, operation }, productKey);
    if (fault !== undefined) {
      throw json.fault(members.get('topic') ?? row, { key: fault, args: {} });
    }
    return { topic, operation };
  }

  #model(row: number): ThingModel {
    const json = this.#json;
    if (json.kind(row) !== 'object') throw notObject(json, row, 'model');
    const read = parseTsl(json.source(row));
    if (!read.ok) {
      throw json.faultWithin(row, read, { key: 'no-model', args: { why: read.why } });
    }
    return read.model;
  }

  #settings(row: number): ReadonlyMap<string, SettingValue> {
    const json = this.#json;
    if (json.kind(row) !== 'object') throw notObject(json, row, 'settings');
    const settings = new Map<string, SettingValue>();
    for (const [name, at] of json.members(row, 'settings')) {
      const value = json.plain(at);
      if (value === undefined) {
        throw json.fault(at, { key: 'not-a-setting', args: {} });
      }
      const why = this.#settingFault(name, value);
      if (why !== undefined) throw json.fault(at, { key: 'setting', args: { why } });
      settings.set(name, value);
    }
    return settings;
  }

  #once(row: number, name: string, what: 'device' | 'product'): void {
    const before = this.#seen.get(name);
    if (before !== undefined) {
      const line = this.#json.line(before);
      throw this.#json.fault(row, { key: 'repeated', args: { what, line } });
    }
    this.#seen.set(name, row);
  }
}

function notObject(
  json: JsonReader,
  row: number,
  what: DevicesFileFaults['not-object']['what'],
): FileFault {
  return json.fault(row, { key: 'not-object', args: { what } });
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

/** Reads the text of a devices file. Never throws. */
export function parseDevicesFile(text: string, settingFault: SettingFault): DevicesFile {
  const bytes = encodeUtf8(text);
  const result = jsonTree(bytes);
  if (!result.ok) {
    if (result.key === 'utf8') return { ok: false, fault: { place: undefined } };
    const what: Localizable<JsonErrors> = { key: result.key, args: {} };
    const place = textPlace(bytes, result.offset);
    return { ok: false, fault: { place, why: { key: 'not-json', args: { what } } } };
  }
  try {
    return new DevicesReader(result.tree, settingFault).run();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const { place, why } = error;
    return { ok: false, fault: { place, why } };
  }
}
