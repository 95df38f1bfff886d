/** SUBSCRIBE, UNSUBSCRIBE and their answers (3.8 to 3.11). */
import type {
  SubackPacket,
  SubscribePacket,
  UnsubackPacket,
  UnsubscribePacket,
} from '../../mqtt/packet.ts';
import { propertyValue } from '../../mqtt/properties.ts';
import { splitShared } from '../../mqtt/topics.ts';
import { clipped, type Say, saidCode } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import { filtersOverlap, type PendingRequest, type SessionMemory } from './sessionMemory.ts';

/** Subscriptions that a new one is held against, and new ones of one SUBSCRIBE that are. */
const MOST_COMPARED = 200;
const MOST_NEW = 50;

export function judgeSubscribe(
  subscribe: SubscribePacket,
  packet: SeenPacket,
  session: SessionMemory,
  say: Say,
): void {
  judgeAvailable(subscribe, packet, say);
  const filters = subscribe.subscriptions.slice(0, MOST_NEW).map((one) => one.filter);
  for (const [index, filter] of filters.entries()) {
    const earlier = filters.slice(0, index);
    const overlapping = overlapOf(filter, earlier, session);
    if (overlapping === undefined) continue;
    const args = { filter: clipped(filter), other: clipped(overlapping) };
    say('overlapping-subscriptions', { key: 'overlapping-subscriptions', args });
  }
}

function overlapOf(
  filter: string,
  earlier: readonly string[],
  session: SessionMemory,
): string | undefined {
  const isOther = (other: string) => other !== filter && filtersOverlap(filter, other);
  const own = earlier.find(isOther);
  if (own !== undefined || session.filters.size > MOST_COMPARED) return own;
  for (const asked of session.filters.values()) {
    if (asked.isSubscribed && isOther(asked.filter)) return asked.filter;
  }
  return undefined;
}

function judgeAvailable(subscribe: SubscribePacket, { stream }: SeenPacket, say: Say): void {
  const { connack, version } = stream;
  if (connack === undefined || version !== 5) return;
  const other = connack.packet;
  for (const { filter } of subscribe.subscriptions) {
    const shared = splitShared(filter);
    const args = { filter: clipped(filter) };
    if (shared !== undefined && !connack.sharedAvailable) {
      say('shared-not-available', { key: 'shared-not-available', args }, { other });
    }
    if (/[+#]/.test(shared?.filter ?? filter) && !connack.wildcardAvailable) {
      say('wildcard-not-available', { key: 'wildcard-not-available', args }, { other });
    }
  }
  const identifier = propertyValue(subscribe.properties, 'subscriptionIdentifier');
  if (identifier !== undefined && !connack.identifiersAvailable) {
    const finding = { key: 'identifier-not-available', args: { identifier } } as const;
    say('identifier-not-available', finding, { other });
  }
}

export function judgeSuback(
  suback: SubackPacket,
  request: PendingRequest | undefined,
  { stream: { version = 4 } }: SeenPacket,
  say: Say,
): void {
  for (const [index, code] of suback.reasonCodes.entries()) {
    const which = filterAt(request, index);
    const asked = request?.qos[index];
    const other = request?.packet;
    if (code >= 0x80) {
      const said = saidCode({ packet: 'suback', version, code }, suback.properties);
      const args = { ...which, said };
      say('subscription-refused', { key: 'subscription-refused', args }, { other });
    } else if (asked !== undefined && code < asked) {
      const args = { ...which, asked, granted: code };
      say('qos-downgraded', { key: 'qos-downgraded', args }, { other });
    }
  }
}

export function judgeUnsubscribe(
  unsubscribe: UnsubscribePacket,
  packet: SeenPacket,
  session: SessionMemory,
  say: Say,
): void {
  // In MQTT 5 the server's answer tells.
  if (packet.stream.version === 5 || !packet.stream.sessionKnown || session.isIncomplete) return;
  for (const [place, filter] of unsubscribe.filters.entries()) {
    if (session.filters.has(filter)) continue;
    const args = { filter: clipped(filter), place: place + 1 };
    say('no-subscription-existed', { key: 'no-subscription-existed', args });
  }
}

export function judgeUnsuback(
  unsuback: UnsubackPacket,
  request: PendingRequest | undefined,
  say: Say,
): void {
  for (const [index, code] of unsuback.reasonCodes.entries()) {
    const which = filterAt(request, index);
    const other = request?.packet;
    if (code === 0x11) {
      say('no-subscription-existed', { key: 'no-subscription-existed', args: which }, { other });
    } else if (code >= 0x80) {
      const said = saidCode({ packet: 'unsuback', version: 5, code }, unsuback.properties);
      const args = { ...which, said };
      say('unsubscribe-refused', { key: 'unsubscribe-refused', args }, { other });
    }
  }
}

function filterAt(request: PendingRequest | undefined, index: number) {
  const filter = request?.filters[index];
  return { filter: filter === undefined ? undefined : clipped(filter), place: index + 1 };
}
