/** Error text for a topic name or filter, in the current language. */
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import type { TopicError } from '../../../mqtt/tables/topicErrors.ts';
import { topicFilterError, topicNameError } from '../../../mqtt/tables/topics.ts';
import { firstTexts } from './firstText.ts';

const textOf = (error: TopicError | undefined): string | undefined =>
  error && firstTexts().facts.topicError(error);

/** Error as a sentence. Undefined for a valid name. */
export function topicNameErrorText(name: string): string | undefined {
  return textOf(topicNameError(name));
}

/** Error as a sentence. Undefined for a valid filter. */
export function topicFilterErrorText(
  filter: string,
  version?: ProtocolVersion,
): string | undefined {
  return textOf(topicFilterError(filter, version));
}
