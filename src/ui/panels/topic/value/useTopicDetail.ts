import { useEffect, useState } from 'react';
import type { RowRange } from '../../../../engine/lists/rowRange.ts';
import type { TopicDetail } from '../../../../engine/topics/tree/topicRow.ts';
import { useWindowPart } from '../../../session/connection/useWindowPart.ts';
import { useView } from '../../../session/view/tabView.ts';

/** Bytes of payloads in one answer above which it is requested less often. */
const MUCH = 1 << 20;
/** ms between such answers. */
const PAUSE = 1000;

export type ShownTopic =
  | { readonly kind: 'loading' }
  /** Nothing was received for that topic name itself. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'there'; readonly detail: TopicDetail };

function payloadBytes(detail: TopicDetail): number {
  const rows = detail.history.rows.reduce((sum, { payload }) => sum + payload.length, 0);
  return rows + (detail.last?.payload.length ?? 0) + (detail.before?.payload.length ?? 0);
}

/** Value and history of a topic, kept current. Large payloads are not copied ten times a second. */
export function useTopicDetail(
  connectionId: string,
  name: string | undefined,
  history: RowRange,
  readings: readonly number[],
): ShownTopic {
  const { paused } = useView(connectionId);
  const wanted = name === undefined ? undefined : { name, history, readings };
  // `readings` is left out: it changes with each message and can wait.
  const question = JSON.stringify({ name, history });
  const [answered, setAnswered] = useState<string>();
  const resting = answered === question;
  const reply = useWindowPart(connectionId, 'topic', resting ? undefined : wanted);
  const detail = reply != null && reply.name === name ? reply : undefined;
  const isMuch = detail !== undefined && payloadBytes(detail) > MUCH;
  const fits = detail?.history.first === history.first;

  useEffect(() => {
    // A pause freezes the view; a new question would update it.
    if (!isMuch || !fits || paused) return undefined;
    const rest = setTimeout(() => setAnswered(question), 0);
    const again = setTimeout(() => setAnswered(undefined), PAUSE);
    return () => {
      clearTimeout(rest);
      clearTimeout(again);
    };
  }, [detail, isMuch, fits, paused, question]);

  if (detail !== undefined) return { kind: 'there', detail };
  return { kind: reply === null ? 'nothing' : 'loading' };
}
