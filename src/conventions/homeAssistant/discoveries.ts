/** Follows discovery messages: enters their devices and entities in the book, and reports their mistakes. */
import { Steps } from '../../base/steps.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import {
  type ConventionReports,
  type MessageArrival,
  MOST_VALUES,
  type OnTooMuch,
} from '../../engine/conventions/convention.ts';
import { isAsPublished } from '../../engine/conventions/storedMessage.ts';
import type { Wording } from '../../engine/devices/device.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { LARGEST_JSON } from '../../payload/json/memberAt.ts';
import { DEVICE_KEYS, ENTITY_KEYS, ORIGIN_KEYS } from './abbreviations.ts';
import { Alarms } from './alarms.ts';
import { availabilityOf } from './availability.ts';
import { type Discovered, discoveredIn, type Entity, type Options, textOf } from './discovered.ts';
import { describe, enterPart, idOf, nameOf } from './entityParts.ts';
import { finding, named, shown } from './finding.ts';
import {
  deviceFindings,
  entityFindings,
  missingIn,
  topicFindings,
  UNSEEN_TOPIC,
  unknownShared,
  unresolvedTopics,
} from './findings.ts';
import { saidNothing, seldomTopicsOf, topicsOf } from './silence.ts';
import { unknownKeys } from './unknownKeys.ts';
import { WatchedEntities } from './watchedEntities.ts';

export const STATUS = 'homeassistant/status';
/** Device id of Home Assistant itself. */
const ITSELF = 'Home Assistant';

/** Results of a topic's last message. */
interface Told {
  readonly device: string;
  readonly parts: string[];
  readonly uniqueIds: string[];
  /** Findings of this and earlier messages, which are not reported again. */
  readonly reported: Set<string>;
}

/** The second level also of a topic with a wrong number of levels. */
const componentOf = ({ meaning, topic }: MessageArrival): string =>
  meaning.levels?.[0]?.value ?? topic.split('/', 2)[1] ?? '';

export class Discoveries {
  readonly #book: DeviceBook;
  readonly #report: ConventionReports['report'];
  readonly #watched: WatchedEntities;
  readonly #budget = new Steps();
  readonly #told = new Map<string, Told>();
  /** Topics and keys of entities, by component and unique id. */
  readonly #uniqueIds = new Map<string, string>();
  readonly #availability = new Map<string, Map<string, ReturnType<typeof availabilityOf>>>();

  constructor(book: DeviceBook, reports: ConventionReports) {
    this.#book = book;
    this.#report = reports.report;
    this.#watched = new WatchedEntities(reports);
    reports.settles((now, isOver) => this.#watched.settle(now, isOver));
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
    if (found?.isMoving !== true) this.#discover(message, found, told?.reported ?? new Set());
  }

  #status(message: MessageArrival): void {
    const said = decodeUtf8(message.payload) ?? '';
    const device = this.#book.heard(ITSELF, STATUS, message);
    const states = { online: 'online', offline: 'offline' } as const;
    const state = said === 'online' || said === 'offline' ? states[said] : undefined;
    device?.setState(state, said, message);
  }

  /**
   * @param found undefined if the message is unreadable
   * @param reported findings that earlier messages on the topic reported
   */
  #discover(message: MessageArrival, found: Discovered | undefined, reported: Set<string>): void {
    const { topic, meaning, number, time, direction, retain } = message;
    const object = meaning.identifier ?? topic;
    // Discovery topics with a node have an additional level.
    const node = meaning.levels?.find(({ name }) => name === 'node')?.value;
    const id = idOf(found) ?? node ?? object;
    const device = this.#book.heard(id, topic, message);
    if (device === undefined) return;
    const alarms = new Alarms(this.#book, this.#report, id, message, reported);
    const told: Told = { device: id, parts: [], uniqueIds: [], reported };
    if (found === undefined) {
      const what = finding('this is no JSON object', '不是 JSON 对象', 'messageIgnored');
      if (alarms.raise('json', named(object, what))) this.#told.set(topic, told);
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
    device.alarmsBy = (silentOf) => [
      ...this.#watched.availabilityAlarms(this.#availability.get(id)?.keys() ?? []),
      ...saidNothing(device, silentOf),
    ];
    if (isKept === false) {
      const what = finding('the message is not retained', '不是保留消息', 'forgotten');
      alarms.raise('retain', named(object, what));
    }
    judgeMessage(message, found, alarms);
    for (const entity of found.entities) {
      if (entity.isGone) continue;
      const key = `${topic} ${entity.key}`;
      if (!enterPart(device, key, entity, object)) continue;
      told.parts.push(key);
      this.#setAvailability(id, key, entity.options);
      const name = nameOf(entity, object);
      alarms.raiseAll(entity.key, name, entityFindings(entity, found.device !== undefined));
      alarms.raiseUnknown(name, unknownKeys(entity.options, ENTITY_KEYS, false));
      alarms.raiseUnknown(name, unresolvedTopics(entity.options));
      this.#claimUniqueId(key, name, entity, told, alarms);
      const remark = (what: Wording | undefined) => this.#book.get(id)?.remark(key, what);
      this.#watched.watch(key, entity, { name, alarms, remark });
    }
    device.stateBy = (valueAt) => {
      const states = [...(this.#availability.get(id)?.values() ?? [])].map((tell) =>
        tell?.(valueAt),
      );
      if (states.includes('online')) return 'online';
      return states.includes('offline') ? 'offline' : undefined;
    };
    this.#told.set(topic, told);
  }

  /** Reports a unique id that another entity of the component has. */
  #claimUniqueId(key: string, name: string, entity: Entity, told: Told, alarms: Alarms): void {
    const { component, options } = entity;
    const unique = textOf(options, 'unique_id');
    if (unique === undefined) return;
    const uniqueKey = `${component} ${unique}`;
    const other = this.#uniqueIds.get(uniqueKey);
    if (other === undefined) {
      this.#uniqueIds.set(uniqueKey, key);
      told.uniqueIds.push(uniqueKey);
      return;
    }
    const [where = ''] = other.split(' ', 1);
    const what = finding(
      `unique_id “${shown(unique)}” is that of another ${component}, in ${where}`,
      `unique_id“${shown(unique)}”与 ${where} 中的另一个 ${component} 重复`,
      'refused',
    );
    alarms.raise(`${entity.key} unique`, named(name, what));
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
    for (const key of parts) this.#watched.forget(key);
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

/** Judges everything but the entities. */
function judgeMessage(message: MessageArrival, found: Discovered, alarms: Alarms): void {
  const { meaning, topic } = message;
  const object = meaning.identifier ?? topic;
  const component = componentOf(message);
  if (component === 'device') alarms.raiseAll('missing', object, missingIn(found));
  alarms.raiseUnknown('device', unknownKeys(found.device ?? new Map(), DEVICE_KEYS, true));
  alarms.raiseUnknown('origin', unknownKeys(found.origin, ORIGIN_KEYS, true));
  alarms.raiseUnknown(object, unknownShared(found));
  const node = meaning.levels?.find(({ name }) => name === 'node')?.value;
  const inTopic =
    meaning.levels === undefined ? [UNSEEN_TOPIC] : topicFindings(component, [node, object]);
  alarms.raiseAll('topic', object, inTopic);
  alarms.raiseAll('identifiers', object, deviceFindings(found));
}
