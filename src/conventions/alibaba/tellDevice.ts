/**
 * Reads from messages on the platform's topics the properties, events, versions, tags and rejections of a
 * device.
 */
import type { AlinkTopic } from '../../alibaba/alink/alinkTopic.ts';
import type { AlinkTopicKind } from '../../alibaba/alink/topicForms.ts';
import {
  type MessageArrival,
  MOST_VALUES,
  type OnTooMuch,
} from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { jsonOf, LARGEST_JSON, memberAt, plainText } from '../../payload/json/memberAt.ts';
import { alinkFacts, isFramed } from './messages.ts';

/** Requests and reports that update a device. */
const READ: ReadonlySet<AlinkTopicKind> = new Set([
  'property-post',
  'event-post',
  'ota-inform',
  'tags-update',
]);

/** True if the payload is read, and not only a head before the content of a file. */
const readsPayload = (topic: AlinkTopic): boolean =>
  (topic.isReply || READ.has(topic.kind)) && !isFramed(topic);

/** @param id of the device in the book */
export function tellDevice(
  id: string,
  topic: AlinkTopic,
  message: MessageArrival,
  book: DeviceBook,
  onTooMuch: OnTooMuch,
): void {
  if (message.payload.length > LARGEST_JSON && readsPayload(topic)) {
    onTooMuch('bytes', LARGEST_JSON);
  }
  const device = book.get(id);
  if (device === undefined) return;
  device.name = topic.deviceName ?? device.name;
  const { kind, isReply } = topic;
  if (isReply) tellOutcome(device, topic, message);
  else if (kind === 'property-post') tellProperties(device, topic, message, onTooMuch);
  else if (kind === 'event-post') tellEvent(device, topic, message);
  else if (kind === 'ota-inform') tellVersion(device, message);
  else if (kind === 'tags-update') tellTags(device, message, onTooMuch);
}

const paramsOf = ({ payload }: MessageArrival): unknown => memberAt(jsonOf(payload), ['params']);

function limited<T>(all: readonly T[], onTooMuch: OnTooMuch): readonly T[] {
  if (all.length > MOST_VALUES) onTooMuch('values', MOST_VALUES);
  return all.slice(0, MOST_VALUES);
}

function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value);
}

/** A plain value, or a value with its time. */
function tellProperties(
  device: Device,
  { productKey = '', deviceName = '' }: AlinkTopic,
  message: MessageArrival,
  onTooMuch: OnTooMuch,
) {
  const { time, number: packet } = message;
  const command = `/sys/${productKey}/${deviceName}/thing/service/property/set`;
  for (const [name, said] of limited(membersOf(paramsOf(message)), onTooMuch)) {
    const isTimed = memberAt(said, ['time']) !== undefined;
    const value = plainText(isTimed ? memberAt(said, ['value']) : said);
    const path = ['params', name, ...(isTimed ? ['value'] : [])];
    const source = { topic: message.topic, path };
    if (value !== undefined) device.setPart(name, { name, value, time, packet, source, command });
  }
}

/** The values of an event are in its output. */
function tellEvent(device: Device, { identifier = '' }: AlinkTopic, message: MessageArrival): void {
  const { time, number: packet } = message;
  const params = paramsOf(message);
  const value = plainText(memberAt(params, ['value']) ?? params) ?? '';
  device.setPart(`event ${identifier}`, { name: identifier, kind: 'event', value, time, packet });
}

/** Version of the firmware, or of a module. */
function tellVersion(device: Device, message: MessageArrival): void {
  const params = paramsOf(message);
  const version = plainText(memberAt(params, ['version']));
  const module = plainText(memberAt(params, ['module'])) ?? 'default';
  if (version === undefined) return;
  device.setFact(module === 'default' ? 'sw version' : module, version);
}

function tellTags(device: Device, message: MessageArrival, onTooMuch: OnTooMuch): void {
  const tags = paramsOf(message);
  if (!Array.isArray(tags)) return;
  for (const tag of limited<unknown>(tags, onTooMuch)) {
    const [key, value] = [memberAt(tag, ['attrKey']), memberAt(tag, ['attrValue'])];
    if (typeof key === 'string' && typeof value === 'string') device.setFact(key, value);
  }
}

/** A rejection raises an alarm until the same request succeeds. */
function tellOutcome(device: Device, topic: AlinkTopic, message: MessageArrival): void {
  const facts = alinkFacts(topic, message.payload);
  const key = `${topic.kind} ${topic.identifier ?? ''}`.trim();
  if (facts?.code === undefined) return;
  if (!facts.isFailure) {
    device.endAlarm(key);
    return;
  }
  const why = facts.message === undefined ? '' : ` (${facts.message})`;
  device.alarm(key, {
    what: {
      en: `${key}: refused with ${facts.code}${why}`,
      zh: `${key}：返回 ${facts.code}${why}`,
    },
    time: message.time,
    packet: message.number,
  });
}
