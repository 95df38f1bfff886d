import { visibleText } from '../../../payload/visibleText.ts';
import { useTextLater } from '../../kit/language/firstText.ts';
import { useOwnDevice } from './OwnDevice.tsx';
import { topicMeaning } from './topicMeaning.ts';

/** Characters of an identifier. */
const SHOWN = 100;

/** What a topic of Alibaba's platform is for, in a few words and with more; undefined: it is none, or there is no topic. */
export function useTopicMeaning(
  topic: string | undefined,
): { readonly short: string; readonly long: string } | undefined {
  const own = useOwnDevice();
  const meaning = topic === undefined ? undefined : topicMeaning(topic, own);
  const t = useTextLater(meaning !== undefined)?.alink;
  if (meaning === undefined || t === undefined) return undefined;
  const { kind, isReply, from, identifier = '' } = meaning;
  const short = t.meaning(kind, isReply);
  // Of custom topics it is the rest of the name, which stands beside it.
  const named = kind === 'custom' || kind === 'broadcast' ? '' : identifier.slice(0, SHOWN);
  const long = `${[short, visibleText(named)].filter(Boolean).join(' ')}\n${t.from[from]}`;
  return { short, long };
}
