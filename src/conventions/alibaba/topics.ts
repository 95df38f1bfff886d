/** What the platform's topics mean, in the engine's words. */
import { type AlinkTopic, alinkTopic } from '../../alibaba/alink/alinkTopic.ts';
import { deviceLabel } from '../../alibaba/alink/deviceName.ts';
import { type AlinkTopicKind } from '../../alibaba/alink/topicForms.ts';
import type { TopicMeaning } from '../../engine/conventions/convention.ts';
import { alinkFacts } from './messages.ts';
import { tellDevice } from './tellDevice.ts';

/** Calls that the device answers, and answers whose contents a person asked for. */
const FOR_DEVICE: ReadonlySet<AlinkTopicKind> = new Set([
  'property-set',
  'service',
  'rrpc',
  'custom-rrpc',
  'ntp',
  'shadow',
]);

/** @param name of one of the platform's own families */
export function meaningOf(name: string): TopicMeaning | undefined {
  const topic = alinkTopic(name);
  if (topic === undefined) return undefined;
  const { kind, isReply, partner, identifier } = topic;
  return {
    kind,
    // Of an RRPC it is the id, which stands there already.
    identifier: kind === 'rrpc' ? undefined : identifier,
    device: deviceOf(topic),
    root: rootOf(topic),
    replyTopic: isReply ? undefined : partner,
    isForDevice: FOR_DEVICE.has(kind),
    read: (payload) => alinkFacts(topic, payload),
    tell: (message, book) => {
      tellDevice(deviceOf(topic), topic, message, book);
    },
  };
}

function deviceOf({ productKey, deviceName = '' }: AlinkTopic): string {
  return productKey === undefined ? '' : deviceLabel({ productKey, deviceName });
}

/** Where most of its messages are; undefined: it is of no one device. */
function rootOf({ productKey, deviceName }: AlinkTopic): string | undefined {
  if (productKey === undefined || deviceName === undefined) return undefined;
  return `/sys/${productKey}/${deviceName}`;
}
