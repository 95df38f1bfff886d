/** How rules report findings, and helpers for their arguments. */
import { withoutTokens } from '../../base/secretNames.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { type Property, propertyValue } from '../../mqtt/tables/properties.ts';
import type { Finding, SaidCode } from './findings.ts';

/** Differences from the packet that is being judged. */
export interface FoundElsewhere {
  /** Another packet that is involved. */
  readonly other?: number | undefined;
  /** The packet that shows it. */
  readonly packet?: number;
  /** µs since the capture's origin. */
  readonly time?: number;
  /** Number of a statement that fits better than the rule's own one, e.g. `3.3.4-9`. */
  readonly statement?: string | undefined;
}

/** Each rule has its own function. */
export type Report = (finding: Finding, elsewhere?: FoundElsewhere) => void;

const LONGEST = 100;

/** Shortens a name, because thousands of findings are kept, and hides its tokens, as the packet's bytes do. */
export function clipped(text: string): string {
  const shown = withoutTokens(text);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST).trimEnd()}…` : shown;
}

export const typeOf = (bytes: Uint8Array) => packetTypeOf(bytes[0] ?? 0);

/** The other side's text for a code, and the server it refers to. */
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
