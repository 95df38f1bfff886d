/** SUBSCRIBE, UNSUBSCRIBE and their answers (3.8 to 3.11). */
import type {
  SubackPacket,
  SubscribePacket,
  UnsubackPacket,
  UnsubscribePacket,
} from '../../mqtt/packet.ts';
import { propertyValue } from '../../mqtt/properties.ts';
import { reasonCodeText } from '../../mqtt/reasonCodes.ts';
import { splitShared } from '../../mqtt/topics.ts';
import { reasonOf } from './judgeConnecting.ts';
import { quoted, type Say } from './say.ts';
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
    const text = `${quoted(filter)} and ${quoted(overlapping)} match the same topics.`;
    say('overlapping-subscriptions', text);
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
    if (shared !== undefined && !connack.sharedAvailable) {
      const text = `${quoted(filter)} is a shared subscription; the server has none.`;
      say('shared-not-available', text, { other });
    }
    if (/[+#]/.test(shared?.filter ?? filter) && !connack.wildcardAvailable) {
      const text = `${quoted(filter)} has a wildcard; the server takes none.`;
      say('wildcard-not-available', text, { other });
    }
  }
  const identifier = propertyValue(subscribe.properties, 'subscriptionIdentifier');
  if (identifier !== undefined && !connack.identifiersAvailable) {
    const text = `SUBSCRIBE has subscription identifier ${identifier}; the server takes none.`;
    say('identifier-not-available', text, { other });
  }
}

export function judgeSuback(
  suback: SubackPacket,
  request: PendingRequest | undefined,
  { stream: { version = 4 } }: SeenPacket,
  say: Say,
): void {
  for (const [index, code] of suback.reasonCodes.entries()) {
    const filter = request?.filters[index];
    const which = filter === undefined ? `topic filter ${index + 1}` : quoted(filter);
    const asked = request?.qos[index];
    const other = request?.packet;
    if (code >= 0x80) {
      const said = `${reasonCodeText('suback', code, version)}${reasonOf(suback.properties)}`;
      say('subscription-refused', `The server refused ${which}: ${said}.`, { other });
    } else if (asked !== undefined && code < asked) {
      const text = `For ${which} QoS ${asked} was asked for and QoS ${code} granted.`;
      say('qos-downgraded', text, { other });
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
  for (const filter of unsubscribe.filters) {
    if (session.filters.has(filter)) continue;
    say('no-subscription-existed', `Nothing was subscribed under ${quoted(filter)}.`);
  }
}

export function judgeUnsuback(
  unsuback: UnsubackPacket,
  request: PendingRequest | undefined,
  say: Say,
): void {
  for (const [index, code] of unsuback.reasonCodes.entries()) {
    const filter = request?.filters[index];
    const which = filter === undefined ? `topic filter ${index + 1}` : quoted(filter);
    const other = request?.packet;
    if (code === 0x11) {
      say('no-subscription-existed', `Nothing was subscribed under ${which}.`, { other });
    } else if (code >= 0x80) {
      const said = `${reasonCodeText('unsuback', code, 5)}${reasonOf(unsuback.properties)}`;
      say('unsubscribe-refused', `The server refused to unsubscribe ${which}: ${said}.`, { other });
    }
  }
}
