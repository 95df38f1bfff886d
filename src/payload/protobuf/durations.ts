/** Texts of `google.protobuf.Timestamp` and `google.protobuf.Duration`. */
import { instantText } from '../tree/instants.ts';

export const instantOf = (seconds: bigint, nanos: bigint): string | undefined =>
  nanos < 0n ? undefined : instantText(seconds, Number(nanos));

/** In the notation of Protobuf's JSON mapping: `1.5s`. */
export function durationOf(seconds: bigint, nanos: bigint): string | undefined {
  if (nanos > 999_999_999n || nanos < -999_999_999n || seconds * nanos < 0n) return undefined;
  const sign = seconds < 0n || nanos < 0n ? '-' : '';
  const part = (nanos < 0n ? -nanos : nanos).toString().padStart(9, '0').replace(/0+$/, '');
  return `${sign}${seconds < 0n ? -seconds : seconds}${part === '' ? '' : `.${part}`}s`;
}
