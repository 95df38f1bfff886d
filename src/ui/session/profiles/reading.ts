/** What makes settings of what is typed: nobody needs it before they type, save or connect. */
import { loadedSoon } from '../../kit/loadedSoon.ts';

export const reading = loadedSoon(async () => {
  const [{ settingsOf }, { takeApart }, { saveDraft }] = await Promise.all([
    import('./settings.ts'),
    import('./typedAddress.ts'),
    import('./saveDraft.ts'),
  ]);
  return { settingsOf, takeApart, saveDraft };
});
