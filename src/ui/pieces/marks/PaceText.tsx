import { useText } from '#kit';
import type { Pace } from '../../../engine/topics/tree/pace.ts';
import { useNow } from '../../session/connection/useWindowPart.ts';

interface PaceTextProps {
  readonly connectionId: string;
  readonly pace: Pace;
  /** Time of the last message, µs since the capture's origin; undefined if it is not held. */
  readonly last: number | undefined;
  /** Time of the answer with these facts, µs, which may be newer than that of the window. */
  readonly asOf?: number;
}

/** How often messages arrive; if that is not known, how long ago the last one arrived. */
export function PaceText({ connectionId, pace, last, asOf = 0 }: PaceTextProps) {
  const { topic, topics: t } = useText();
  const isAge = pace.kind === 'last';
  const now = Math.max(useNow(connectionId, isAge && last !== undefined) ?? 0, asOf);
  // Until the window answers, its time is unknown.
  if (isAge && (last === undefined || now < last)) return topic.messages(pace.messages);
  return t.paceOfOne(pace, Math.max(0, now - (last ?? now)) / 1_000_000);
}
