/** Applies topic forms to messages, to update devices. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { textsSize } from '../../engine/devices/deviceMemory.ts';
import type { ConventionFile, DeviceFactsForm, DevicesForm } from './conventionFile.ts';
import { partsUpdate } from './parts.ts';
import { finding, firstOf, holding, type Looked, placeIn } from './paths.ts';

/** Updates a device with the facts in a message. */
export type DeviceUpdate = (looked: Looked, message: MessageArrival, device: Device) => void;

/** A single form or a list of forms, as a list. */
export function oneOrMany<T extends object>(form: T | readonly T[] | undefined): readonly T[] {
  if (form === undefined) return [];
  return isMany(form) ? form : [form];
}

const isMany = <T>(form: T | readonly T[]): form is readonly T[] => Array.isArray(form);

/**
 * @param name distinguishes alarms of different forms
 * @param units of the file
 */
export function deviceUpdates(
  form: DeviceFactsForm,
  name: string,
  units: ConventionFile['units'] = {},
): readonly DeviceUpdate[] {
  const { state, isAlive = false, parts, alarms = [] } = form;
  const all: DeviceUpdate[] = [];
  if (state !== undefined) all.push(stateUpdate(state, isAlive));
  else if (isAlive) all.push((_looked, message, device) => markOnline(message, device));
  all.push(...describers(form));
  all.push(...oneOrMany(parts).map((one) => partsUpdate(one, units)));
  for (const [index, { what, when, isWhole = false }] of alarms.entries()) {
    const holds = holding(when);
    const isPresent = placeIn(when.at);
    all.push((message, { time, number, topic }, device) => {
      // Another topic of the form has alarms of its own.
      const key = `${name} ${index} ${topic}`;
      if (holds(message)) device.alarm(key, { what, time, packet: number });
      else if (isWhole || isPresent(message) !== undefined) device.endAlarm(key);
    });
  }
  return all;
}

function describers({ name, parent, facts = {} }: DeviceFactsForm): readonly DeviceUpdate[] {
  const all: DeviceUpdate[] = [];
  type SetText = (device: Device, found: string, message: Looked) => void;
  const when = (place: string, tell: SetText) => {
    const find = placeIn(place);
    all.push((message, _arrival, device) => {
      const found = find(message);
      // null and empty values carry no information.
      const text = found === null ? undefined : message.budget.textOf(found);
      if (text !== undefined && text !== '') tell(device, text, message);
    });
  };
  if (name !== undefined) when(name, (device, found) => (device.name = found));
  if (parent !== undefined) {
    when(parent, (device, found) => {
      if (found !== device.id) device.parent = found;
    });
  }
  for (const [key, place] of Object.entries(facts)) {
    when(place, (device, found, { budget, level }) => {
      const fact = budget.filled(key, level);
      if (!budget.isExceeded) device.setFact(fact, found);
    });
  }
  return all;
}

function stateUpdate(
  { at, is }: NonNullable<DeviceFactsForm['state']>,
  isAlive: boolean,
): DeviceUpdate {
  const find = firstOf(at);
  return (message, arrival, device) => {
    const said = message.budget.textOf(find(message));
    const meant = said !== undefined && Object.hasOwn(is, said) ? is[said] : undefined;
    if (meant === undefined && isAlive) markOnline(arrival, device);
    else if (said !== undefined) device.setState(meant, said, arrival);
  };
}

/** A live message means that the device is online, unless the message says otherwise. */
function markOnline(message: MessageArrival, device: Device): void {
  if (message.isStored || device.state === 'asleep' || device.state === 'fault') return;
  // The wording of the previous state does not apply to this one.
  const said = device.state === undefined ? device.said : undefined;
  if (device.state !== 'online') device.setState('online', said ?? '', message);
}

/** Updates all devices named in a message. @param units of the file */
export function devicesUpdate(form: DevicesForm, units: ConventionFile['units'] = {}) {
  const { at, isOne = false, device, root, when, isHeard = false, isWhole = false } = form;
  const find = finding(at);
  const idAt = placeIn(device);
  const holds = when === undefined ? undefined : holding(when);
  const updates = deviceUpdates(form, `${at} ${device}`, units);
  const before = new NamedBefore();
  return (message: Looked, arrival: MessageArrival, book: DeviceBook): void => {
    const { budget } = message;
    const found = find(message);
    const ids = new Set<string>();
    for (const [key, value] of isOne ? [['', found] as const] : budget.membersOf(found)) {
      const level = (name: string) => (name === 'key' ? key : message.level(name));
      const item: Looked = { value, level, budget };
      const id = holds?.(item) === false ? undefined : budget.textOf(idAt(item));
      if (id === undefined || id === '') continue;
      const named = (name: string) => (name === 'device' ? id : level(name));
      ids.add(id);
      const place = root === undefined ? arrival.topic : budget.filled(root, named);
      if (budget.isExceeded) return;
      const its = book.named(id, place);
      if (its === undefined) return;
      if (isHeard) its.heard(arrival);
      for (const tell of updates) {
        if (!budget.takesValue()) return;
        tell({ value, level: named, budget }, arrival, its);
      }
    }
    if (!isWhole || !Array.isArray(found) || budget.isExceeded) return;
    for (const id of before.now(book, arrival.topic, ids)) book.remove(id);
  };
}

/** The devices in the last list of each topic, for each book. */
class NamedBefore {
  readonly #named = new WeakMap<DeviceBook, Map<string, ReadonlySet<string>>>();

  /** @returns ids that the last list had and this one has not */
  now(book: DeviceBook, topic: string, ids: ReadonlySet<string>): readonly string[] {
    const lists = this.#named.get(book) ?? new Map<string, ReadonlySet<string>>();
    this.#named.set(book, lists);
    const last = lists.get(topic);
    const gone = [...(last ?? [])].filter((id) => !ids.has(id));
    lists.delete(topic);
    if (last !== undefined) book.memory.take(-textsSize(topic, ...last));
    // Without memory for it, the devices of this list stay.
    if (book.memory.take(textsSize(topic, ...ids))) lists.set(topic, ids);
    return gone;
  }
}
