/** A call of the platform to the device, and the reply to it. */
import { alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { readEnvelope, writeReply } from '../../../alibaba/alink/envelope.ts';
import type { ThingModel, ThingValue } from '../../../alibaba/alink/thingModel.ts';
import type { PlatformMessage } from '../../../connection/alink/alinkProtocol.ts';

export interface Call {
  /** Number of its PUBLISH; 0: the recording is stopped. */
  readonly packet: number;
  /** ms since 1970. */
  readonly at: number;
  readonly kind: 'property-set' | 'service';
  /** Identifier of the service. `set` for a property set, empty if unknown. */
  readonly identifier: string;
  /** The call waits for its answer, by RRPC. */
  readonly isSync: boolean;
  /** Topic for the reply. */
  readonly replyTopic: string;
  /** Id from the call, returned unchanged in the reply. */
  readonly rawId: string | undefined;
  readonly id: string | undefined;
  /** Parsed parameters. Undefined if unreadable. */
  readonly params: unknown;
  readonly wantsReply: boolean;
}

/** Undefined if it is not a call. */
export function readCall({ packet, at, topic: name, payload }: PlatformMessage): Call | undefined {
  const topic = alinkTopic(name);
  if (topic === undefined || topic.isReply || topic.partner === undefined) return undefined;
  const envelope = readEnvelope(payload);
  const message = 'fault' in envelope ? undefined : envelope;
  const { kind, partner: replyTopic } = topic;
  const isSync = kind === 'rrpc' || kind === 'custom-rrpc';
  if (!isSync && kind !== 'service' && kind !== 'property-set') return undefined;
  const inMethod = /^thing\.service\.(.+)$/.exec(message?.method ?? '')?.[1];
  const isSet = kind === 'property-set' || inMethod === 'property.set';
  return {
    packet,
    at,
    kind: isSet ? 'property-set' : 'service',
    identifier: isSet ? 'set' : isSync ? (inMethod ?? '') : (topic.identifier ?? ''),
    isSync,
    replyTopic,
    rawId: message?.rawId,
    id: message?.id,
    params: message?.params,
    wantsReply: message?.wantsReply ?? true,
  };
}

/** Reply data of the model. Undefined if the model has none. */
export function outputOf(
  call: Call,
  model: ThingModel | undefined,
): readonly ThingValue[] | undefined {
  if (model === undefined || call.kind === 'property-set') return undefined;
  return model.services.find(({ identifier }) => identifier === call.identifier)?.output;
}

/** @param data JSON text of an object */
export function writeAnswer({ rawId }: Call, code: number, data: string): Uint8Array {
  return writeReply({ rawId, code, data });
}
