/** Reasons why a sign-in with SCRAM failed. */
import type { Words } from '../../../base/message.ts';
import type { ScramErrors } from '../../../mqtt/scram/client.ts';
import { grouped } from '../../numbers.ts';

/** Errors of RFC 5802, section 7. */
const ERRORS = new Map([
  ['invalid-encoding', 'it cannot read the message'],
  ['extensions-not-supported', 'it does not support an extension'],
  ['invalid-proof', 'the password is wrong'],
  ['channel-bindings-dont-match', 'the channel binding does not match'],
  [
    'server-does-support-channel-binding',
    'it requires channel binding, which is not possible here',
  ],
  ['channel-binding-not-supported', 'it does not support channel binding'],
  ['unsupported-channel-binding-type', 'it does not support this kind of channel binding'],
  ['unknown-user', 'it does not know the user name'],
  ['invalid-username-encoding', 'the user name has characters that it does not accept'],
  ['no-resources', 'it has no free resources'],
  ['other-error', 'it gives no reason'],
]);

export const scramErrors: Words<ScramErrors> = {
  'not-scram': () => 'The server’s authentication data is not a SCRAM message.',
  'other-nonce': () =>
    'The server’s answer belongs to another sign-in: it does not begin with the nonce that was sent.',
  iterations: ({ asked, least, most }) =>
    `The server ${asked === '' ? 'does not specify the number of iterations' : `asks for ${asked} iterations`}; ${grouped(least)} to ${grouped(most)} are possible: with fewer, the password could be guessed from the proof.`,
  'server-error': ({ error }) =>
    `The server refused the sign-in with SCRAM: ${ERRORS.get(error) ?? 'it gives another reason'} (${error}).`,
  extension: () => 'The server requires a SCRAM extension that this client does not support.',
  'wrong-signature': () =>
    'The server could not prove that it knows the password: its signature is wrong. It may not be the server that you expect.',
  'no-signature': () =>
    'The server let the client in without proving that it knows the password: its signature is missing.',
  'out-of-turn': () => 'The server sent AUTH at the wrong time for SCRAM.',
};
