/**
 * Home Assistant's discovery (home-assistant.io/integrations/mqtt): retained messages that name devices,
 * their entities and the topics of these. Those topics carry values and availability.
 */

import { Steps } from '../../base/steps.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import {
  type Meaning,
  type MessageArrival,
  MOST_VALUES,
  type OnTooMuch,
  type TopicMeaning,
} from '../../engine/conventions/convention.ts';
import { isAsPublished } from '../../engine/conventions/storedMessage.ts';
import type { Device, Wording } from '../../engine/devices/device.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { LARGEST_JSON } from '../../payload/json/memberAt.ts';
import { DEVICE_KEYS, ENTITY_KEYS, ORIGIN_KEYS } from './abbreviations.ts';
import { type Discovered, discoveredIn, type Entity, type Options, textOf } from './discovered.ts';
import { deviceFindings, findingsOf, missingIn, unknownKeys, unknownShared } from './findings.ts';
import { schemaFindings } from './schemaFindings.ts';
import { saidNothing, seldomTopicsOf, topicsOf } from './silence.ts';
import { topicFindings, UNSEEN_TOPIC, valueFindings } from './valueFindings.ts';
import { availabilityOf, pathOf } from './valuePlace.ts';

const CONFIG = /^homeassistant\/([^/]+)\/(?:([^/]+)\/)?([^/]+)\/config$/;
/** Another number of levels, or an empty one. */
const MISPLACED = /^homeassistant\/(?:.*\/)?([^/]*)\/config$/;
const STATUS = 'homeassistant/status';
/** Device id of Home Assistant itself. */
const ITSELF = 'Home Assistant';

const ABOUT_CONFIG = {
  en: 'Names a device and its entities, with their topics; retained. An empty message takes them away.',
  zh: '声明设备、实体及其主题；为保留消息。空消息表示删除。',
} as const;
const ABOUT_STATUS = {
  en: 'Whether Home Assistant is connected: its birth message and its will.',
  zh: 'Home Assistant 是否在线：上线消息和遗嘱。',
} as const;

const NOTHING = {
  device: '',
  identifier: undefined,
  replyTopic: undefined,
  isForDevice: false,
  read: () => undefined,
} as const;

export const homeAssistant: Meaning = {
  of: (topic) => {
    if (topic === STATUS) return { kind: 'status', about: ABOUT_STATUS, ...NOTHING };
    return configMeaning(topic);
  },
  follow: (book) => {
    const followed = new Discoveries(book);
    return (message, onTooMuch) => followed.take(message, onTooMuch);
  },
};

function configMeaning(topic: string): TopicMeaning | undefined {
  const [, component, node, object] = CONFIG.exec(topic) ?? [];
  if (component === undefined || object === undefined) {
    const [, last] = MISPLACED.exec(topic) ?? [];
    if (last === undefined) return undefined;
    return { ...NOTHING, kind: 'discovery', about: ABOUT_CONFIG, identifier: last };
  }
  const levels = [
    { name: 'component', value: component },
    ...(node === undefined ? [] : [{ name: 'node', value: node }]),
    { name: 'object', value: object },
  ];
  return { ...NOTHING, kind: 'discovery', about: ABOUT_CONFIG, levels, identifier: object };
}

/** Results of a topic's last message. */
interface Told {
  readonly device: string;
  readonly parts: readonly string[];
  readonly uniqueIds: readonly string[];
}

/** The second level also of a topic with a wrong number of levels. */
const componentOf = ({ meaning, topic }: MessageArrival): string =>
  meaning.levels?.[0]?.value ?? topic.split('/', 2)[1] ?? '';

class Discoveries {
  readonly #book: DeviceBook;
  readonly #budget = new Steps();
  readonly #told = new Map<string, Told>();
  /** Topics and keys of entities, by component and unique id. */
  readonly #uniqueIds = new Map<string, string>();
  readonly #availability = new Map<string, Map<string, ReturnType<typeof availabilityOf>>>();

  constructor(book: DeviceBook) {
    this.#book = book;
  }

  take(message: MessageArrival, onTooMuch: OnTooMuch): void {
    if (message.topic === STATUS) {
      this.#status(message);
      return;
    }
    const told = this.#told.get(message.topic);
    if (told !== undefined) this.#forget(message.topic, told);
    if (message.payload.length === 0) return;
    if (message.payload.length > LARGEST_JSON) {
      onTooMuch('bytes', LARGEST_JSON);
      return;
    }
    this.#budget.begin(MOST_VALUES);
    const found = discoveredIn(message.payload, componentOf(message), this.#budget);
    if (this.#budget.isExceeded) onTooMuch('values', MOST_VALUES);
    // Other programs may use topics that only resemble those of a discovery.
    if (found === undefined && message.meaning.levels === undefined) return;
    if (found?.isMoving !== true) this.#discover(message, found);
  }

  #status(message: MessageArrival): void {
    const said = decodeUtf8(message.payload) ?? '';
    const device = this.#book.heard(ITSELF, STATUS, message);
    const states = { online: 'online', offline: 'offline' } as const;
    const state = said === 'online' || said === 'offline' ? states[said] : undefined;
    device?.setState(state, said, message);
  }

  /** @param found undefined if the message is unreadable */
  #discover(message: MessageArrival, found: Discovered | undefined): void {
    const { topic, meaning, number, time, direction, retain } = message;
    const object = meaning.identifier ?? topic;
    // Discovery topics with a node have an additional level.
    const node = meaning.levels?.find(({ name }) => name === 'node')?.value;
    const id = idOf(found) ?? node ?? object;
    const device = this.#book.heard(id, topic, message);
    if (device === undefined) return;
    const alarm = (key: string, what: Wording) =>
      device.alarm(`${topic} ${key}`, { what, time, packet: number });
    if (found === undefined) {
      const what = { en: `${object}: this is no JSON object`, zh: `${object}：不是 JSON 对象` };
      if (alarm('json', what)) this.#told.set(topic, { device: id, parts: [], uniqueIds: [] });
      return;
    }
    // A client does not receive its own messages, so the state of its own topics is unknown.
    const speaksOn = direction === 'in' ? topicsOf(found.entities) : [];
    const mayTellOn = direction === 'in' ? seldomTopicsOf(found.entities) : [];
    const [first, second] = found.entities;
    describe(device, found);
    const name = first && !second ? nameOf(first, object) : (device.name ?? object);
    const isKept = retain || (isAsPublished(message) ? false : undefined);
    if (!device.announce({ topic, name, time, packet: number, isKept, speaksOn, mayTellOn }))
      return;
    if (isKept === false) {
      alarm('retain', {
        en: `${object} is not retained: it is gone when Home Assistant starts again`,
        zh: `${object} 不是保留消息：Home Assistant 重启后会丢失`,
      });
    }
    device.alarmsBy = (silentOf) => saidNothing(device, silentOf);
    if (componentOf(message) === 'device') {
      for (const [at, what] of missingIn(found).entries())
        alarm(`missing ${at}`, named(object, what));
    }
    const unknown = new Set<string>();
    const tellUnknown = (whose: string, keys: ReturnType<typeof unknownKeys>) => {
      for (const { name, what } of keys) {
        // Findings about all entities are reported once.
        if (!unknown.has(name)) alarm(`key ${name}`, named(whose, what));
        unknown.add(name);
      }
    };
    const its = found.device ?? new Map<string, unknown>();
    tellUnknown('device', unknownKeys(its, DEVICE_KEYS, true));
    tellUnknown('origin', unknownKeys(found.origin, ORIGIN_KEYS, true));
    tellUnknown(object, unknownShared(found));
    const inTopic =
      meaning.levels === undefined
        ? [UNSEEN_TOPIC]
        : topicFindings(componentOf(message), [node, object]);
    for (const [at, what] of inTopic.entries()) alarm(`topic ${at}`, named(object, what));
    for (const [at, what] of deviceFindings(found).entries())
      alarm(`identifiers ${at}`, named(object, what));
    const parts: string[] = [];
    const uniqueIds: string[] = [];
    for (const entity of found.entities) {
      const key = `${topic} ${entity.key}`;
      if (entity.isGone) continue;
      if (!tellEntity(device, key, entity, object)) continue;
      parts.push(key);
      this.#setAvailability(id, key, entity.options);
      const wrong = [
        ...findingsOf(entity, found.device !== undefined),
        ...valueFindings(entity),
        ...schemaFindings(entity),
      ];
      for (const [at, what] of wrong.entries())
        alarm(`${entity.key} ${at}`, named(nameOf(entity, object), what));
      tellUnknown(nameOf(entity, object), unknownKeys(entity.options, ENTITY_KEYS, false));
      const unique = textOf(entity.options, 'unique_id');
      if (unique === undefined) continue;
      const uniqueKey = `${entity.component} ${unique}`;
      const other = this.#uniqueIds.get(uniqueKey);
      if (other === undefined) {
        this.#uniqueIds.set(uniqueKey, key);
        uniqueIds.push(uniqueKey);
      } else {
        const [where = ''] = other.split(' ', 1);
        alarm(`${entity.key} unique`, {
          en: `unique_id “${unique}” is that of another ${entity.component}, in ${where}`,
          zh: `unique_id“${unique}”与 ${where} 中的另一个 ${entity.component} 重复`,
        });
      }
    }
    device.stateBy = (valueAt) => {
      const states = [...(this.#availability.get(id)?.values() ?? [])].map((tell) =>
        tell?.(valueAt),
      );
      if (states.includes('online')) return 'online';
      return states.includes('offline') ? 'offline' : undefined;
    };
    this.#told.set(topic, { device: id, parts, uniqueIds });
  }

  #setAvailability(device: string, key: string, options: Options): void {
    const its =
      this.#availability.get(device) ?? new Map<string, ReturnType<typeof availabilityOf>>();
    its.set(key, availabilityOf(options));
    this.#availability.set(device, its);
  }

  /** Removes the results of the topic's previous message. */
  #forget(topic: string, { device: id, parts, uniqueIds }: Told): void {
    this.#told.delete(topic);
    for (const unique of uniqueIds) this.#uniqueIds.delete(unique);
    const device = this.#book.get(id);
    if (device === undefined) return;
    for (const key of parts) {
      device.dropPart(key);
      this.#availability.get(id)?.delete(key);
    }
    device.dropAnnounced(topic);
    for (const key of device.alarms.keys()) {
      if (key.startsWith(`${topic} `)) device.endAlarm(key);
    }
    if (device.parts.size > 0 || device.alarms.size > 0) return;
    this.#book.remove(id);
    this.#availability.delete(id);
  }
}

/** The first identifier of the device. */
function idOf(found: Discovered | undefined): string | undefined {
  const ids = found?.device?.get('identifiers');
  const first: unknown = Array.isArray(ids) ? ids[0] : ids;
  if (typeof first === 'string' || typeof first === 'number') return String(first) || undefined;
  const connections = found?.device?.get('connections');
  const pair: unknown = Array.isArray(connections) ? connections[0] : undefined;
  return Array.isArray(pair) && typeof pair[1] === 'string' ? pair[1] : undefined;
}

const FACTS = [
  'manufacturer',
  'model',
  'model_id',
  'sw_version',
  'hw_version',
  'serial_number',
] as const;

function describe(its: Device, { device, origin, entities }: Discovered): void {
  const [first] = entities;
  const named = device ?? first?.options;
  its.name = (named && textOf(named, 'name')) ?? its.name;
  its.parent = (device && textOf(device, 'via_device')) ?? its.parent;
  for (const name of FACTS) {
    const value = device && textOf(device, name);
    if (value !== undefined) its.setFact(name.replace('_', ' '), value);
  }
  const by = textOf(origin, 'name');
  if (by !== undefined) its.setFact('told by', by);
}

/** Returns false if there is no room. */
function tellEntity(device: Device, key: string, entity: Entity, object: string): boolean {
  const { component, options } = entity;
  // A trigger has its own topic; the state topic is that of the whole message.
  const topic = textOf(options, 'topic') ?? textOf(options, 'state_topic');
  const command = textOf(options, 'command_topic');
  const unit = textOf(options, 'unit_of_measurement');
  const template = textOf(options, 'value_template') ?? textOf(options, 'state_value_template');
  return device.setPart(key, {
    name: nameOf(entity, object),
    kind: component,
    ...(unit !== undefined && { unit }),
    ...(topic !== undefined && { at: { topic, path: pathOf(template) } }),
    ...(command !== undefined && { command }),
  });
}

const nameOf = ({ key, options }: Entity, object: string): string =>
  textOf(options, 'name') ?? (key === '' ? object : key);

function named(name: string, what: Wording): Wording {
  if (typeof what === 'string') return `${name}: ${what}`;
  return { en: `${name}: ${what.en}`, zh: `${name}：${what.zh}` };
}
