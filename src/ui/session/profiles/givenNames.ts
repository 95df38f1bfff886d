/** Connections that the app itself has named, by a button of the welcome, are called so in each language. */

import { firstTextsOf } from '../../kit/language/firstText.ts';
import { useLanguage } from '../../kit/language/language.ts';
import { renameConnection, useConnections } from '../connections.ts';
import { draftFor, setDraft } from './drafts.ts';

const GIVEN = ['thisTab', 'demoName'] as const;

/** A profile's name is the person's. */
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
