import { isOfPlatform } from '../../../alibaba/alink/families.ts';
import { visibleText } from '../../../payload/visibleText.ts';
import { useTextLater } from '../../kit/language/firstText.ts';
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { fetchedWhenIdle } from '../../kit/loadedLater.ts';
import { useOwnDevice } from './OwnDevice.tsx';

const meanings = fetchedWhenIdle(() => import('./topicMeaning.ts'));

/** Characters of an identifier. */
const SHOWN = 100;

/** What a topic of Alibaba's platform is for, in a few words and with more; undefined: it is none, or there is no topic. */
export function useTopicMeaning(
  topic: string | undefined,
): { readonly short: string; readonly long: string } | undefined {
  const own = useOwnDevice();
  // Of other topics a device's own are known alone.
  const isNamed = topic?.startsWith('/') === true;
  const tells = useLoaded(meanings, isNamed && (own !== undefined || isOfPlatform(topic)));
  const meaning = isNamed ? tells?.topicMeaning(topic, own) : undefined;
  const t = useTextLater(meaning !== undefined)?.alink;
  if (meaning === undefined || t === undefined) return undefined;
  const { kind, isReply, from, identifier = '' } = meaning;
  const short = t.meaning(kind, isReply);
  // Of custom topics it is the rest of the name, which stands beside it.
  const named = kind === 'custom' || kind === 'broadcast' ? '' : identifier.slice(0, SHOWN);
  const long = `${[short, visibleText(named)].filter(Boolean).join(' ')}\n${t.from[from]}`;
  return { short, long };
}
