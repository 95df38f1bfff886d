/** Why a sign-in with SCRAM was given up. */
import type { Words } from '../../mqtt/fact.ts';
import type { ScramFaults } from '../../mqtt/scram/client.ts';
import { grouped } from '../numbers.ts';

export const scramFaults: Words<ScramFaults> = {
  'not-scram': () => 'The server’s authentication data is no message of SCRAM.',
  'other-nonce': () =>
    'The server’s answer belongs to another sign-in: it does not begin with the nonce that was sent.',
  iterations: ({ most }) =>
    `The server asks for no valid number of iterations (1 to ${grouped(most)}).`,
  'server-error': ({ error }) => `The server refused the sign-in with SCRAM: ${error}`,
  'wrong-signature': () =>
    'The server could not prove that it knows the password: its signature is wrong. It may be another server than the one that you expect.',
  'no-signature': () =>
    'The server let the client in without proving that it knows the password: its signature is missing.',
  'out-of-turn': () => 'The server sent AUTH where SCRAM has no message.',
};
