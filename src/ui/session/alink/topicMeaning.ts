/** Meaning of a topic to a device of the platform. Ignores topics that only look similar. */
import { type AlinkTopic, alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { texts } from '../../kit/language/useText.ts';

/** Characters of an identifier that are shown. */
const SHOWN = 100;

/**
 * Custom topics and broadcasts look like many ordinary topics. They are recognised only by the names of the
 * connection's own device.
 */
export function topicMeaning(topic: string, own: DeviceName | undefined): AlinkTopic | undefined {
  const meaning = alinkTopic(topic);
  if (meaning?.kind === 'broadcast' && meaning.productKey !== own?.productKey) return undefined;
  if (meaning?.kind !== 'custom') return meaning;
  const isOwn = meaning.productKey === own?.productKey && meaning.deviceName === own?.deviceName;
  return isOwn ? meaning : undefined;
}

export interface MeaningText {
  readonly short: string;
  readonly long: string;
}

/** The same in words. */
export function meaningText(topic: string, own: DeviceName | undefined): MeaningText | undefined {
  const meaning = topicMeaning(topic, own);
  if (meaning === undefined) return undefined;
  const t = texts().alink;
  const { kind, isReply, from, identifier = '' } = meaning;
  const short = t.meaning(kind, isReply);
  // In custom topics the identifier is the rest of the name, which is shown beside it.
  const named = kind === 'custom' || kind === 'broadcast' ? '' : identifier.slice(0, SHOWN);
  const long = `${[short, visibleText(named)].filter(Boolean).join(' ')}\n${t.from[from]}`;
  return { short, long };
}
