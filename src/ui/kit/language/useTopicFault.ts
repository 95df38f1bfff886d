/** Error text for a topic name or filter, in the current language. */
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import type { TopicFault } from '../../../mqtt/tables/topicFaults.ts';
import { faultOfTopicFilter, faultOfTopicName } from '../../../mqtt/tables/topics.ts';
import { firstTexts } from './firstText.ts';

const told = (fault: TopicFault | undefined): string | undefined =>
  fault && firstTexts().facts.topicFault(fault);

/** A sentence; undefined for a good one. */
export function topicNameFault(name: string): string | undefined {
  return told(faultOfTopicName(name));
}

/** A sentence; undefined for a good one. */
export function topicFilterFault(filter: string, version?: ProtocolVersion): string | undefined {
  return told(faultOfTopicFilter(filter, version));
}
