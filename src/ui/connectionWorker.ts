/**
 * Worker of a connection, with the enabled conventions and the words in its files and filters: English in
 * every language.
 */

import { Lazy } from '../base/lazy.ts';
import { serveConnection } from '../connection/worker/worker.ts';
import { ALIBABA } from '../conventions/alibaba/id.ts';
import { alibabaNames } from '../conventions/alibaba/names.ts';
import { CONVENTIONS_LATER } from '../conventions/conventionsLater.ts';
import { BOOKS } from '../engine/messages/conventionBooksLater.ts';
import { trustOwnScripts } from './shell/trustedScripts.ts';

const fileWords = new Lazy(
  async () => (await import('../i18n/en/captures/fileWords.ts')).fileWords,
);

// The policy of the page does not apply here, and this worker starts the one that evaluates schemas.
trustOwnScripts();
serveConnection(fileWords, CONVENTIONS_LATER, {
  ...alibabaNames,
  signing: new Lazy(async () => {
    const [{ signingOf }, { alibabaSignIn }] = await Promise.all([
      import('../connection/signIn/signing.ts'),
      import('../conventions/alibaba/signIn.ts'),
      // Forms of services that require a token.
      import('../connection/worker/forms.ts'),
      // A device makes calls as soon as it is connected, which need the meanings of its topics.
      CONVENTIONS_LATER.load([ALIBABA]),
      BOOKS.load(),
    ]);
    return signingOf(alibabaSignIn);
  }),
});
