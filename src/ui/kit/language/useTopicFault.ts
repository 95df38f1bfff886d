/** Error text for a topic name or filter, in the current language. */
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import type { TopicError } from '../../../mqtt/tables/topicErrors.ts';
import { topicFilterError, topicNameError } from '../../../mqtt/tables/topics.ts';
import { firstTexts } from './firstText.ts';

const told = (fault: TopicError | undefined): string | undefined =>
  fault && firstTexts().facts.topicFault(fault);

/** Error as a sentence. Undefined for a valid name. */
export function topicNameFault(name: string): string | undefined {
  return told(topicNameError(name));
}

/** Error as a sentence. Undefined for a valid filter. */
export function topicFilterFault(filter: string, version?: ProtocolVersion): string | undefined {
  return told(topicFilterError(filter, version));
}
