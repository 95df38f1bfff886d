/** Explains the end of a tapped connection from the report of the tap's host and from its packets. */
import type { TapEnded } from '../../broker/tap/commands.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import { causeOfStream } from '../../engine/capture/streamEnd.ts';
import { type EndCause, isEndCause } from '../../engine/endCauses/endCauses.ts';
import type { StreamEnd } from '../../engine/streams/streamFacts.ts';

/** @param time µs of the capture */
export function tappedEnd(
  capture: Capture,
  stream: number,
  ended: TapEnded,
  time: number,
): StreamEnd {
  const cause = causeOfTapped(capture, stream, ended, time);
  return { ...(ended.by !== undefined && { by: ended.by }), ...(cause && { cause }) };
}

function causeOfTapped(
  capture: Capture,
  stream: number,
  { by, cause, why: told, cut }: TapEnded,
  time: number,
): EndCause | undefined {
  // A newer host may report unknown causes.
  if (cause !== undefined) return isEndCause(cause) ? cause : undefined;
  if (cut !== undefined) return { key: 'on-purpose', args: { rule: cut.rule } };
  if (by === undefined) return undefined;
  return capture.join((parts) => causeOfStream(parts, stream, { by, how: 'closed', time, told }));
}
