import { useState } from 'react';
import { useLanguage, useText } from '#kit';
import { ago, dateTime } from '../../../i18n/ago.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { draftWithoutSecrets } from '../../session/profiles/keptDraft.ts';
import { lastUse, readItems } from '../../session/recent/items.ts';
import { useKeptRecent } from '../../session/recent/place.ts';

/** Age of the last successful connection with these settings. */
export function LastConnected({ draft }: { readonly draft: Draft }) {
  const t = useText().recent;
  const kept = useKeptRecent(({ text }) => text);
  const language = useLanguage((state) => state.language);
  const [now] = useState(Date.now);
  const at = lastUse(readItems(kept), draftWithoutSecrets(draft));
  if (at === undefined) return null;
  return (
    <span className="truncate text-fg-2 max-lg:hidden" title={dateTime(at, language)}>
      {t.lastConnected(ago(at, now, t.ago, language))}
    </span>
  );
}
