import { isOfPlatform } from '../../../alibaba/alink/families.ts';
import { useLanguage } from '../../kit/language/language.ts';
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { useOwnDevice } from './OwnDevice.tsx';
import type { MeaningText } from './topicMeaning.ts';

const meanings = loadedLater(() => import('./topicMeaning.ts'));

/** Short and long explanation of an Alibaba topic. Undefined for other topics and without a topic. */
export function useTopicMeaning(topic: string | undefined): MeaningText | undefined {
  const own = useOwnDevice();
  // Among other topics, only the device's own are known.
  const isNamed = topic?.startsWith('/') === true;
  const tells = useLoaded(meanings, isNamed && (own !== undefined || isOfPlatform(topic)));
  // Draws the words again in another language.
  useLanguage();
  return isNamed ? tells?.meaningText(topic, own) : undefined;
}
