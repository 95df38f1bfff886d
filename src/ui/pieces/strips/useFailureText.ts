import { WHOLE } from '../../kit/language/dictionaries.ts';
import { useLanguage } from '../../kit/language/language.ts';
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import type { OpenConnection } from '../../session/connection/connections.ts';

const words = loadedLater(async () => (await import('./failureWords.ts')).failureText, {
  idle: 'first',
});

/** Why a connection failed, as its notice says it. undefined: it did not, or the words are still loading. */
export function useFailureText({
  failure,
  settings,
}: Pick<OpenConnection, 'failure' | 'settings'>): string | undefined {
  const isWanted = failure !== undefined && settings !== undefined;
  const texts = useLoaded(WHOLE[useLanguage(({ language }) => language)], isWanted);
  const failureText = useLoaded(words, isWanted);
  return isWanted && texts !== undefined ? failureText?.(failure, settings, texts) : undefined;
}
