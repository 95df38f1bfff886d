/** Requests whose replies cannot come, because nobody has subscribed to them. */
import { alinkTopic } from '../../alibaba/alink/alinkTopic.ts';
import { covers } from '../../broker/filterSets.ts';
import type { AlinkPair } from '../../engine/alink/alinkPair.ts';
import { splitShared } from '../../mqtt/topics.ts';
import type { OpenConnection } from '../state/connections.ts';

type Subscribed = Pick<OpenConnection, 'settings' | 'subscriptions'>;

/** Only where that is sure: a session that is kept may have subscriptions which nobody here knows of. */
export function isUnheard(
  { direction, state, topic }: Pick<AlinkPair, 'direction' | 'state' | 'topic'>,
  connection: Subscribed | undefined,
): boolean {
  const isOpen = state === 'waiting' || state === 'unanswered';
  if (direction !== 'out' || !isOpen || connection?.settings?.cleanStart !== true) return false;
  const reply = alinkTopic(topic)?.partner;
  return (
    reply !== undefined &&
    !connection.subscriptions.some(({ subscription: { filter }, state: { kind } }) => {
      const isHeld = kind !== 'refused' && kind !== 'not-sent';
      return isHeld && covers(splitShared(filter)?.filter ?? filter, reply);
    })
  );
}
