/** The debugger's report as text to share: without secret and without password. */
import type { Diagnosis } from '../../../../alibaba/diagnosis.ts';
import { endpoint } from '../../../../alibaba/endpoint.ts';
import { parameterValues, parseClientId, parseUserName } from '../../../../alibaba/identity.ts';
import { circumstancesOfLog } from '../../../../alibaba/logs/circumstances.ts';
import { suspicionsLeft } from '../../../../alibaba/logs/verdict.ts';
import { connectBytes, type SignInCircumstances } from '../../../../alibaba/otherReasons.ts';
import type { Texts } from '../../../../i18n/en/texts.ts';
import { signInReport } from '../../../../i18n/signIn/signInReport.ts';
import type { PageOrigin } from '../../../../profiles/addresses/host.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { placeOf, urlOf, wholeNumber } from '../../../session/profiles/settings.ts';
import type { Verifying } from '../../../session/signIn/verifying.ts';
import { hashName, type Made, preAuthUrlOf } from './made.ts';

type Words = Texts['signIn'];

/** Shorter texts are not secrets, and would be found everywhere. */
const SHORTEST_SECRET = 4;

export interface Reported {
  readonly draft: Draft;
  readonly made: Made;
  /** undefined: nothing was verified. */
  readonly verified: { readonly credentials: Verifying; readonly diagnosis: Diagnosis } | undefined;
}

export function reportOf({ draft, made, verified }: Reported, page: PageOrigin, t: Words): string {
  const url = urlOf(draft, page).url ?? '…';
  const lines = [
    t.title,
    '',
    `${t.fields}:`,
    ...made.signedFields.map(([name, value]) => `  ${name}  ${value}`),
    `${t.content}: ${made.signContent}`,
    `${t.hmac}: ${t.hmacLine(hashName(draft), made.secretBytes, made.contentBytes)}`,
    '',
    t.receives,
    `${t.clientId}: ${made.clientId}`,
    ...(draft.how === 'https'
      ? [
          `${t.request}: POST ${preAuthUrlOf(draft)}`,
          `${t.userName}: ${t.fromAnswer('iotId')}`,
          `${t.password}: ${t.fromAnswer('iotToken')}`,
        ]
      : [
          `${t.userName}: ${made.username}`,
          `${t.password}: ${masked(made.password)} (${t.passwordForm(made.password.length)})`,
        ]),
    `${t.endpoint}: ${url}`,
    '',
    ...(verified === undefined
      ? []
      : [verdictOf(draft, verified.credentials, verified.diagnosis, t)]),
  ];
  const secrets = [
    draft.deviceSecret,
    made.password,
    verified?.credentials.password ?? '',
    verified?.credentials.productSecret ?? '',
  ];
  return withoutSecrets(lines.join('\n'), secrets);
}

function verdictOf(draft: Draft, verifying: Verifying, diagnosis: Diagnosis, t: Words): string {
  return signInReport(
    {
      credentials: verifying,
      diagnosis: {
        ...diagnosis,
        suspicions: suspicionsLeft(diagnosis.suspicions, verifying.reading),
      },
      deviceSecret: draft.deviceSecret,
      circumstances: circumstancesOf(draft, verifying),
    },
    t,
  );
}

/** Known facts about a sign-in besides its credentials. */
export function circumstancesOf(draft: Draft, verifying: Verifying): SignInCircumstances {
  const { clientId, userName, circumstances, reading } = verifying;
  const productKey = draft.productKey || (parseUserName(userName)?.productKey ?? '');
  const mode = parameterValues(parseClientId(clientId), 'securemode')[0];
  return {
    productKey: productKey || undefined,
    host: endpoint({ ...placeOf(draft), productKey }).host,
    secureMode: mode === '2' ? 2 : mode === '3' ? 3 : undefined,
    keepAlive: wholeNumber(draft.keepAlive, 65_535),
    hasWill: draft.will.on,
    protocolLevel: draft.version,
    connectBytes: connectBytes(verifying),
    ...circumstancesOfLog(reading),
    // The device's own settings, if its CONNECT was checked.
    ...circumstances,
  };
}

/** Mask of the same length. */
function masked(secret: string): string {
  return '*'.repeat(secret.length);
}

/** Masks secrets in all fields, because a secret may be in the wrong field by mistake. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap((secret) => [secret, secret.trim(), secret.toUpperCase()])
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((rest, secret) => rest.replaceAll(secret, masked(secret)), text);
}
