/** How rules say what they found, and what they take into it. */
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { type Property, propertyValue } from '../../mqtt/tables/properties.ts';
import type { Finding, SaidCode } from './findings.ts';

/** What differs from the packet that is being judged. */
export interface FoundElsewhere {
  /** Another packet that belongs to it. */
  readonly other?: number | undefined;
  /** The packet that shows it. */
  readonly packet?: number;
  /** µs since the capture's origin. */
  readonly time?: number;
  /** Number of a statement that fits better than the rule's own, e.g. `3.3.4-9`. */
  readonly statement?: string | undefined;
}

/** Each rule has its own. */
export type Say = (finding: Finding, elsewhere?: FoundElsewhere) => void;

const LONGEST = 100;

/** Thousands of findings are kept: of a name that is too long to be read they hold the beginning. */
export function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
}

export const typeOf = (bytes: Uint8Array) => packetTypeOf(bytes[0] ?? 0);

/** What the other side adds to a code in words, and where it points to. */
export function saidCode(
  code: Pick<SaidCode, 'packet' | 'version' | 'code'>,
  properties: readonly Property[] | undefined,
): SaidCode {
  const reason = propertyValue(properties, 'reasonString');
  const reference = propertyValue(properties, 'serverReference');
  return {
    ...code,
    reason: reason === undefined ? undefined : clipped(reason),
    reference: reference === undefined ? undefined : clipped(reference),
  };
}
