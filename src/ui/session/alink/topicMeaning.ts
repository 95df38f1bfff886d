/** What a topic means to a device of the platform; nothing of topics that only look like it. */
import { type AlinkTopic, alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';

/**
 * Custom topics and broadcasts have the shape of many an ordinary topic: they are known by the
 * names of the connection's own device alone.
 */
export function topicMeaning(topic: string, own: DeviceName | undefined): AlinkTopic | undefined {
  const meaning = alinkTopic(topic);
  if (meaning?.kind === 'broadcast' && meaning.productKey !== own?.productKey) return undefined;
  if (meaning?.kind !== 'custom') return meaning;
  const isOwn = meaning.productKey === own?.productKey && meaning.deviceName === own?.deviceName;
  return isOwn ? meaning : undefined;
}
