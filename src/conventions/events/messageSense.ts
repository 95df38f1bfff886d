/** Finds the meaning of a message that does not depend on its topic. */
import { type CloudEvent, cloudEventOf } from './cloudEvent.ts';
import { type SaidByMessage, userAttributes } from './messageMetadata.ts';
import { type TraceContext, traceOf } from './traceContext.ts';

export interface MessageSense {
  readonly event: CloudEvent | undefined;
  readonly trace: TraceContext | undefined;
  /** Place of the trace. */
  readonly traceIn: 'user' | 'payload';
}

/** undefined if the message has no known meaning. */
export function senseOfMessage(said: SaidByMessage): MessageSense | undefined {
  const user = userAttributes(said);
  const found = cloudEventOf(said, user);
  const ofMessage = traceOf(user);
  const trace = ofMessage ?? (found && traceOf(found.attributes));
  const event = found?.event;
  if (event === undefined && trace === undefined) return undefined;
  return { event, trace, traceIn: ofMessage === undefined ? 'payload' : 'user' };
}
