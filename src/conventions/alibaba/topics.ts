/** Meaning of the platform's topics, in the engine's terms. */
import { type AlinkTopic, alinkTopic } from '../../alibaba/alink/alinkTopic.ts';
import { deviceLabel } from '../../alibaba/alink/deviceName.ts';
import { type AlinkTopicKind } from '../../alibaba/alink/topicForms.ts';
import type { TopicMeaning } from '../../engine/conventions/convention.ts';
import { alinkFacts } from './messages.ts';
import { tellDevice } from './tellDevice.ts';

/** Calls to the device, and replies with contents that the user requested. */
const FOR_DEVICE: ReadonlySet<AlinkTopicKind> = new Set([
  'property-set',
  'service',
  'rrpc',
  'custom-rrpc',
  'ntp',
  'shadow',
]);

/** @param name a topic of the platform's own families */
export function meaningOf(name: string): TopicMeaning | undefined {
  const topic = alinkTopic(name);
  if (topic === undefined) return undefined;
  const { kind, isReply, partner, identifier } = topic;
  return {
    kind,
    // The identifier of an RRPC is its id, which is already present.
    identifier: kind === 'rrpc' ? undefined : identifier,
    device: deviceOf(topic),
    root: rootOf(topic),
    replyTopic: isReply ? undefined : partner,
    isForDevice: FOR_DEVICE.has(kind),
    read: (payload) => alinkFacts(topic, payload),
    tell: (message, book, onTooMuch) => {
      tellDevice(deviceOf(topic), topic, message, book, onTooMuch);
    },
  };
}

function deviceOf({ productKey, deviceName = '' }: AlinkTopic): string {
  return productKey === undefined ? '' : deviceLabel({ productKey, deviceName });
}

/** The topic path of most messages of the device; undefined if the topic belongs to no single device. */
function rootOf({ productKey, deviceName }: AlinkTopic): string | undefined {
  if (productKey === undefined || deviceName === undefined) return undefined;
  return `/sys/${productKey}/${deviceName}`;
}
