import { isOfPlatform } from '../../../alibaba/alink/families.ts';
import { useLanguage } from '../../kit/language/language.ts';
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { loadedLater } from '../../kit/loadedLater.ts';
import { useOwnDevice } from './OwnDevice.tsx';
import type { MeaningText } from './topicMeaning.ts';

const meanings = loadedLater(() => import('./topicMeaning.ts'));

/** What a topic of Alibaba's platform is for, in a few words and with more; undefined: it is none, or there is no topic. */
export function useTopicMeaning(topic: string | undefined): MeaningText | undefined {
  const own = useOwnDevice();
  // Of other topics a device's own are known alone.
  const isNamed = topic?.startsWith('/') === true;
  const tells = useLoaded(meanings, isNamed && (own !== undefined || isOfPlatform(topic)));
  // Draws the words again in another language.
  useLanguage();
  return isNamed ? tells?.meaningText(topic, own) : undefined;
}
