/** Finds the client that set a retained message again, in the messages that the broker remembers. */
import type { ControlCommand, ControlReply } from '../../../broker/control/control.ts';
import type { OwnPublish } from './findMessage.ts';

/** ms between the broker's and this side's time of a message, at most. */
const MOST_APART = 5000;
/** Limit of the topic's messages to search. */
const LOOKED_AT = 200;

/** Undefined if the broker does not remember the message. */
export async function setAgainBy(
  ask: (command: ControlCommand) => Promise<ControlReply>,
  { client, topic, time }: Pick<OwnPublish, 'client' | 'topic' | 'time'>,
): Promise<string | undefined> {
  const list = await ask({ kind: 'messages', topic, count: LOOKED_AT });
  if (list.kind !== 'messages') return undefined;
  const apart = (row: { readonly time: number }) => Math.abs(row.time - time);
  const nearest = list.rows
    .filter((row) => row.topic === topic && row.retain && row.size > 0)
    .filter((row) => row.refused === undefined && row.publisher !== client)
    .toSorted((a, b) => apart(a) - apart(b))[0];
  return nearest === undefined || apart(nearest) > MOST_APART ? undefined : nearest.publisher;
}
