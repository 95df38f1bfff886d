/** Summarizes a message besides its type and topic, in words common to all languages. */

import { RETURN_CODES } from '../messageTypes.ts';
import type { SnMessage } from '../snMessage.ts';

/** @param known the client identifier if shown next to it */
export function detailsOf(message: SnMessage, known?: string): readonly string[] {
  const details: string[] = [];
  if ('clientId' in message && message.clientId !== '' && message.clientId !== known) {
    details.push(message.clientId);
  }
  if ('cleanSession' in message && message.cleanSession) details.push('CleanSession');
  if (message.type === 'connect' && message.will) details.push('Will');
  if ('keepAlive' in message) details.push(`${message.keepAlive} s`);
  if ('qos' in message) details.push(`QoS ${message.qos}`);
  if ('dup' in message && message.dup) details.push('DUP');
  if ('retain' in message && message.retain) details.push('Retain');
  if (message.type === 'publish' && message.topic.kind !== 'short') {
    details.push(`${message.topic.kind === 'normal' ? 'id' : 'predefined id'} ${message.topic.id}`);
  }
  if ('topicId' in message && message.topicId !== 0) details.push(`id ${message.topicId}`);
  if ('messageId' in message && message.messageId !== 0) details.push(`msg ${message.messageId}`);
  if (message.type === 'disconnect' && message.duration !== undefined) {
    details.push(`${message.duration} s`);
  }
  if ('returnCode' in message) {
    details.push(RETURN_CODES.get(message.returnCode) ?? `return code ${message.returnCode}`);
  }
  if ('gatewayId' in message) details.push(`GwId ${message.gatewayId}`);
  return details;
}
