import { useEffect, useState } from 'react';
import type { Question } from '../../../connection/environment/questions.ts';
import type { FoundTopic } from '../../../engine/topics/tree/topicRow.ts';
import { hasWords } from '../../kit/page/hasWords.ts';
import { connectionById } from './connections.ts';

type Place = Question<'find-topics'>['place'];

interface FoundTopics {
  /** Previous results that still match, until the next arrive. Undefined before the first results. */
  readonly topics: readonly FoundTopic[] | undefined;
  readonly isLooking: boolean;
}

/** Topics whose names contain words. The worker searches, also among very many. @param text empty: none */
export function useFoundTopics(
  connectionId: string | undefined,
  place: Place,
  text: string,
  most: number,
): FoundTopics {
  const [found, setFound] = useState<{ of: string; topics: readonly FoundTopic[] }>();
  useEffect(() => {
    const handle = connectionId === undefined ? undefined : connectionById(connectionId)?.handle;
    let isWanted = true;
    const ask = (words: string) =>
      handle?.ask({ kind: 'find-topics', text: words, most, place }) ?? Promise.resolve([]);
    void (text === '' ? Promise.resolve([]) : ask(text))
      // Further typing sends another request.
      .catch(() => [])
      .then((topics) => isWanted && setFound({ of: text, topics }));
    return () => {
      isWanted = false;
      // The answer is no longer needed, so the worker can stop searching.
      if (text !== '') void ask('').catch(() => undefined);
    };
  }, [connectionId, place, text, most]);
  const isFound = hasWords(text);
  return {
    topics: found?.of === text ? found.topics : found?.topics.filter(({ topic }) => isFound(topic)),
    isLooking: text !== '' && found?.of !== text,
  };
}
