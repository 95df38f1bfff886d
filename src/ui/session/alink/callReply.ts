/** The reply of a device to a call of the platform. */
import { alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { isCall, outputOf, replyTemplate } from '../../../alibaba/alink/deviceMessages.ts';
import { readEnvelope } from '../../../alibaba/alink/envelope.ts';
import { modelOf } from './models.ts';

interface CallReply {
  readonly topic: string;
  /** Template of JSON, with the id of the call. */
  readonly template: string;
}

/** Undefined if the message is not a call. */
export function callReply(name: string, payload: Uint8Array): CallReply | undefined {
  const topic = name.startsWith('/') ? alinkTopic(name) : undefined;
  if (topic?.partner === undefined || topic.isReply || !isCall(topic)) return undefined;
  const envelope = readEnvelope(payload);
  const message = 'fault' in envelope ? undefined : envelope;
  const output = outputOf(topic, message?.method, modelOf(topic.productKey));
  const id = message?.rawId?.replaceAll('{{', '{{{{');
  return { topic: topic.partner, template: replyTemplate(id, output) };
}
