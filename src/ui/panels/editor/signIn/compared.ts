/** Comparison of pasted credentials with those of the form. */
import type { Diagnosis } from '../../../../alibaba/diagnosis.ts';
import {
  type ClientIdParts,
  parameterValues,
  parseClientId,
} from '../../../../alibaba/identity.ts';
import { signatureOf } from '../../../../alibaba/sign.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import type { Verifying } from '../../../session/signIn/verifying.ts';
import type { Made } from './made.ts';

type Part = 'base' | 'securemode' | 'signmethod' | 'timestamp';
const PARAMETERS = ['securemode', 'signmethod', 'timestamp'] as const;

export type Compared =
  /** Nothing to compare, or not known yet. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'same' }
  /** `parts`: of the client id. `isWrong`: a sign-in with this value fails. */
  | { readonly kind: 'differs'; readonly parts: readonly Part[]; readonly isWrong: boolean };

const UNKNOWN: Compared = { kind: 'unknown' };
const SAME: Compared = { kind: 'same' };

export interface Comparison {
  readonly clientId: Compared;
  readonly userName: Compared;
  readonly password: Compared;
}

export function comparisonOf(
  draft: Draft,
  made: Made,
  { clientId, userName, password }: Verifying,
  diagnosis: Diagnosis | undefined,
): Comparison {
  const where = diagnosis?.where;
  return {
    clientId:
      clientId === ''
        ? UNKNOWN
        : clientId === made.clientId
          ? SAME
          : {
              kind: 'differs',
              parts: differentParts(parseClientId(clientId), parseClientId(made.clientId)),
              isWrong: where === 'clientId',
            },
    userName:
      userName === '' || draft.productKey === '' || draft.deviceName === ''
        ? UNKNOWN
        : userName === made.username
          ? SAME
          : { kind: 'differs', parts: [], isWrong: diagnosis?.ok === false },
    password: passwordCompared(draft, password, diagnosis),
  };
}

/** With the signature of the pasted fields: the form may sign another time. */
function passwordCompared(
  { deviceSecret }: Draft,
  password: string,
  diagnosis: Diagnosis | undefined,
): Compared {
  if (password === '' || deviceSecret === '' || diagnosis === undefined) return UNKNOWN;
  if (diagnosis.ok) return SAME;
  const { signContent, signMethod } = diagnosis;
  if (signContent === undefined || signMethod === undefined) return UNKNOWN;
  const isSame = signatureOf(signContent, deviceSecret, signMethod) === password.toLowerCase();
  return isSame ? SAME : { kind: 'differs', parts: [], isWrong: true };
}

function differentParts(given: ClientIdParts, own: ClientIdParts): readonly Part[] {
  const differs = (name: string) =>
    parameterValues(given, name).join() !== parameterValues(own, name).join();
  return [...(given.base === own.base ? [] : ['base' as const]), ...PARAMETERS.filter(differs)];
}
