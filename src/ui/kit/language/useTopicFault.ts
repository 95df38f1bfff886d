/** Error text for a topic name or filter, in the current language. */
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import type { TopicFault } from '../../../mqtt/tables/topicFaults.ts';
import { faultOfTopicFilter, faultOfTopicName } from '../../../mqtt/tables/topics.ts';
import { firstTexts } from './firstText.ts';

const told = (fault: TopicFault | undefined): string | undefined =>
  fault && firstTexts().facts.topicFault(fault);

/** Error as a sentence. Undefined for a valid name. */
export function topicNameFault(name: string): string | undefined {
  return told(faultOfTopicName(name));
}

/** Error as a sentence. Undefined for a valid filter. */
export function topicFilterFault(filter: string, version?: ProtocolVersion): string | undefined {
  return told(faultOfTopicFilter(filter, version));
}
