/** Tracks edge nodes and their devices in the book. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import type { SparkplugRead } from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { CAUSES, type Cause } from './causes.ts';
import { bdSeqOf } from './lane.ts';
import { makeStale, tellMetrics } from './metricParts.ts';
import { asksForRebirth } from './rebirth.ts';
import { filterOf, idOf, type NodeTopic, topicOf } from './topics.ts';

const REBIRTH_NEEDED = 'rebirth';
const OTHER_DEATH = 'ndeath';
const OTHER_DEATH_WHAT = {
  en: 'An NDEATH came with another bdSeq than the NBIRTH: hosts go on taking it for online.',
  zh: '收到的 NDEATH 与 NBIRTH 的 bdSeq 不同：主机仍会认为它在线。',
} as const;

/** Handles any message except NDEATH. @param cause why a rebirth is needed */
export function tellMessage(
  book: DeviceBook,
  topic: NodeTopic,
  message: MessageArrival,
  read: SparkplugRead,
  cause: Cause | undefined,
): void {
  const { type } = topic;
  const node = named(book, nodeOf(topic));
  const device = topic.device === undefined ? node : named(book, topic);
  if (node === undefined || device === undefined) return;
  if (cause !== undefined) {
    const { time, number } = message;
    // A late listener has seen no BIRTH: no fault of the edge node.
    if (cause !== 'no-birth') {
      node.alarm(REBIRTH_NEEDED, { what: CAUSES[cause], time, packet: number });
    }
    node.setFact('cause of rebirth', cause);
  }
  if (type === 'NCMD' || type === 'DCMD') {
    if (type === 'NCMD' && asksForRebirth(message.payload)) count(node, 'rebirths asked for');
    return;
  }
  device.heard(message);
  device.topic = message.topic;
  // The edge node sends the messages of its devices, and a node that keeps sending is online.
  node.lastSeen = message.time;
  if (type === 'DBIRTH' || type === 'DDATA') tellAlive(node, type, message);
  node.endAlarm(OTHER_DEATH);
  switch (type) {
    case 'NBIRTH':
      node.endAlarm(REBIRTH_NEEDED);
      // The BIRTH that had not been seen.
      node.endFact('cause of rebirth', 'no-birth' satisfies Cause);
      count(node, 'births');
      node.setFact('bdSeq', String(bdSeqOf(read) ?? '–'));
      node.setState('online', type, message, true);
      break;
    case 'DBIRTH':
      count(device, 'births');
      device.setState('online', type, message, true);
      break;
    case 'DDEATH':
      device.setState('offline', type, message);
      makeStale(device);
      return;
    case 'NDATA':
    case 'DDATA':
      tellAlive(device, type, message);
      break;
    case 'NDEATH':
      return;
  }
  const isBirth = type === 'NBIRTH' || type === 'DBIRTH';
  tellMetrics(device, read, message, {
    data: topicOf(topic, 'DATA'),
    command: topicOf(topic, 'CMD'),
    definer: node.id,
    isBirth,
  });
}

export function tellDeath(book: DeviceBook, topic: NodeTopic, message: MessageArrival): void {
  const node = named(book, topic);
  if (node === undefined) return;
  node.heard(message);
  node.topic ??= message.topic;
  count(node, 'deaths');
  for (const device of book.all) {
    if (device !== node && device.parent !== node.id) continue;
    device.setState('offline', 'NDEATH', message);
    makeStale(device);
  }
}

/** An NDEATH that hosts ignore although it is not a late one. */
export function tellOtherDeath(book: DeviceBook, topic: NodeTopic, message: MessageArrival): void {
  const node = named(book, topic);
  if (node === undefined) return;
  node.heard(message);
  const { time, number } = message;
  node.alarm(OTHER_DEATH, { what: OTHER_DEATH_WHAT, time, packet: number });
}

/** Hosts ignore the values that a dead node sends. */
function tellAlive(device: Device, type: string, message: MessageArrival): void {
  if (device.state === undefined) device.setState('online', type, message);
  else if (device.state === 'offline') device.setState('stale', type, message);
}

const nodeOf = (topic: NodeTopic): NodeTopic => ({ ...topic, device: undefined });

function named(book: DeviceBook, topic: NodeTopic): Device | undefined {
  const device = book.named(idOf(topic), topicOf(topic, 'DATA'));
  if (device === undefined) return undefined;
  device.name = topic.device ?? topic.node;
  device.filter = filterOf(topic);
  if (topic.device !== undefined) device.parent = idOf(nodeOf(topic));
  return device;
}

function count(device: Device, fact: string): void {
  device.setFact(fact, String(Number(device.facts.get(fact) ?? 0) + 1));
}
