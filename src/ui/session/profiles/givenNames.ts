/** Translates the names of connections that the app named itself, by a button of the welcome view. */

import { firstTextsOf } from '../../kit/language/firstText.ts';
import { useLanguage } from '../../kit/language/language.ts';
import { renameConnection, useConnections } from '../connection/connections.ts';
import { draftFor, setDraft } from './drafts.ts';

const GIVEN = ['thisTab', 'demoName'] as const;

/** Does not translate names of profiles, which belong to the user. */
export function startGivenNames(): void {
  useLanguage.subscribe(({ language }, { language: before }) => {
    const now = firstTextsOf(language).welcome;
    const then = firstTextsOf(before).welcome;
    for (const { id, name } of useConnections.getState().list) {
      const given = GIVEN.find((key) => then[key] === name);
      const draft = draftFor(id);
      if (given === undefined || draft.profileId !== undefined) continue;
      renameConnection(id, now[given]);
      if (draft.name === name) setDraft(id, { ...draft, name: now[given] });
    }
  });
}
