/** Finds among the platform's sign-ins the one that this page was refused for. */
import { parseClientId, parseUserName } from '../../../alibaba/identity.ts';
import type { SignInFacts } from '../../../broker/platform/devices/commands.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../../../profiles/settings/settings.ts';

/** Undefined if it is not (or no longer) among them. */
export function ownSignIn(
  signIns: readonly SignInFacts[],
  { clientId }: ConnectionSettings,
  { productKey, deviceName }: AlibabaSignIn,
): SignInFacts | undefined {
  const [last] = signIns.filter(
    (one) =>
      one.userName === `${deviceName}&${productKey}` &&
      parseClientId(one.clientId).base === clientId,
  );
  return last?.ok === false ? last : undefined;
}

export interface NameDifference {
  readonly part: 'deviceName' | 'productKey';
  /** The first character that differs, from 1. */
  readonly at: number;
}

/** First position at which a user name differs from that of the device. */
export function firstDifference(given: string, known: string): NameDifference {
  const one = parseUserName(given);
  const other = parseUserName(known);
  const part = one?.deviceName === other?.deviceName ? 'productKey' : 'deviceName';
  const from = Array.from(one?.[part] ?? given);
  const to = Array.from(other?.[part] ?? known);
  let at = 0;
  while (at < from.length && from[at] === to[at]) at += 1;
  return { part, at: at + 1 };
}
