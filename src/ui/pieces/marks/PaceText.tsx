import type { Pace } from '../../../engine/topics/tree/pace.ts';
import { useText } from '../../kit/language/useText.ts';
import { useNow } from '../../session/connection/useWindowPart.ts';

interface PaceTextProps {
  readonly connectionId: string;
  readonly pace: Pace;
  /** Time of the last message, µs since the capture's origin; undefined if it is not held. */
  readonly last: number | undefined;
}

/** How often messages arrive; if that is not known, how long ago the last one arrived. */
export function PaceText({ connectionId, pace, last }: PaceTextProps) {
  const { topic, topics: t } = useText();
  const isAge = pace.kind === 'last';
  const now = useNow(connectionId, isAge && last !== undefined) ?? 0;
  if (isAge && last === undefined) return topic.messages(pace.messages);
  return t.paceOfOne(pace, Math.max(0, now - (last ?? now)) / 1_000_000);
}
