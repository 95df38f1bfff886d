/** Readings of a certificate's facts. */
import type { CertificateFacts } from '../../../../connection/bridge/lineFacts.ts';

const DAY = 86_400_000;
/** Days left from which an operator should renew: the usual reminder of certificate authorities. */
const SOON = 30;

interface Validity {
  readonly kind: 'valid' | 'ends-soon' | 'expired' | 'not-yet';
  /** Whole days left, or since it expired. */
  readonly days: number;
}

/** @param now ms since 1970 */
export function validity(
  { from, to }: Pick<CertificateFacts, 'from' | 'to'>,
  now: number,
): Validity {
  if (now > to) return { kind: 'expired', days: Math.floor((now - to) / DAY) };
  const days = Math.floor((to - now) / DAY);
  if (now < from) return { kind: 'not-yet', days };
  return { kind: days < SOON ? 'ends-soon' : 'valid', days };
}

/** `broker` of `CN=broker, O=Example`, or the whole name if it has none. */
export function commonName(name: string): string {
  return /(?:^|, )CN=((?:[^,\\]|\\.)+)/.exec(name)?.[1] ?? name;
}
