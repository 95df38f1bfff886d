/** What takes a few lines each: time, remote configuration, firmware. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { membersOf, readObject, valueAt } from '../../../alibaba/alink/envelope.ts';
import { encodeUtf8 } from '../../../mqtt/utf8.ts';
import {
  type AlinkOutcome,
  type AlinkRequest,
  type DeviceMessage,
  type Outcome,
  WRONG_PARAMS,
} from './request.ts';

/** Times are told in the JSON type in which the device's own came, at QoS 0. */
export function ntp({ cloud, device, meaning, payload }: DeviceMessage): Outcome {
  const read = readObject(payload);
  if ('fault' in read) return { kind: 'refused', why: 'not-json' };
  const at = membersOf(read.tree, 0).get('deviceSendTime');
  const kind = at === undefined ? undefined : read.tree.tape.kind(at);
  if (at === undefined || (kind !== 'string' && kind !== 'number')) {
    return { kind: 'refused', why: 'params' };
  }
  const time = String(Math.floor(cloud.wallClock));
  const here = kind === 'string' ? `"${time}"` : time;
  const sent = read.tree.source(at);
  const answer = `{"deviceSendTime":${sent},"serverRecvTime":${here},"serverSendTime":${here}}`;
  if (meaning.partner !== undefined) cloud.send(device, meaning.partner, encodeUtf8(answer), 0);
  return { kind: 'other' };
}

/** There is never one. */
export function configGet({ message }: AlinkRequest): AlinkOutcome {
  const { params } = message;
  const isRight =
    isObject(params) && params['configScope'] === 'product' && params['getType'] === 'file';
  return isRight ? { kind: 'other', code: 6710 } : WRONG_PARAMS;
}

/** Noted, with what the device says: a version or a step. */
export function otaReport({ payload }: DeviceMessage): Outcome {
  const read = readObject(payload);
  if ('fault' in read) return { kind: 'refused', why: 'not-json' };
  const params = valueAt(read.tree, membersOf(read.tree, 0).get('params'));
  const said = isObject(params) ? (params['version'] ?? params['step']) : undefined;
  if (typeof said !== 'string' && typeof said !== 'number') {
    return { kind: 'refused', why: 'params' };
  }
  return { kind: 'other', about: String(said).slice(0, 100) };
}

/** There is never newer firmware, which the documentation answers in this form, without an id. */
export function otaRequest({ cloud, device, meaning, qos }: DeviceMessage): Outcome {
  const answer = '{"code":500,"message":"none upgrade operation of the device."}';
  if (meaning.partner !== undefined) cloud.send(device, meaning.partner, encodeUtf8(answer), qos);
  return { kind: 'other', code: 500 };
}
