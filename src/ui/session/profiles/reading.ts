/** Converts typed text into settings. Not needed before the user types, saves or connects. */
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { pageCompanion } from '../broker/companion.ts';

export const reading = loadedLater(
  async () => {
    const [{ settingsOf }, { splitAddress, placeIn }, { saveDraft }, secrets, typed, plain] =
      await Promise.all([
        import('./settings.ts'),
        import('./typedAddress.ts'),
        import('./saveDraft.ts'),
        import('./keptSecrets.ts'),
        import('./typedFilter.ts'),
        import('./plainPassword.ts'),
        // The companion determines which addresses can be opened.
        pageCompanion(),
      ]);
    const { canEncrypt, keepSecrets, forgetSecrets } = secrets;
    const { mustAgree, askToSendPlain } = plain;
    const { mayTakeAll, settled, subscriptionsOf } = typed;
    return {
      settingsOf,
      mayTakeAll,
      settled,
      subscriptionsOf,
      mustAgree,
      askToSendPlain,
      splitAddress,
      placeIn,
      saveDraft,
      canEncrypt,
      keepSecrets,
      forgetSecrets,
    };
  },
  { idle: 'first' },
);
