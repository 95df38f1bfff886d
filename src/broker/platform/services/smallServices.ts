/** Small services: the time, and the thing model. */
import { membersOf, readObject, valueAt } from '../../../alibaba/alink/envelope.ts';
import { writeTsl } from '../../../alibaba/alink/writeTsl.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { AlinkOutcome, AlinkRequest, DeviceMessage, Outcome } from './request.ts';
import { wrongMember } from './wrongParams.ts';

/** The product's thing model as TSL. */
export function modelGet({ cloud, device }: AlinkRequest): AlinkOutcome {
  const model = cloud.productOf(device)?.model;
  if (model === undefined) return { kind: 'refused', code: 5159, why: 'no-model' };
  return { kind: 'other', code: 200, data: inOneLine(writeTsl(model, device.productKey)) };
}

const inOneLine = (json: string): string => JSON.stringify(JSON.parse(json));

/** Times have the JSON type of the device's own, at QoS 0. */
export function ntp({ cloud, device, meaning, payload }: DeviceMessage): Outcome {
  const read = readObject(payload);
  if ('fault' in read) return { kind: 'refused', why: 'not-json' };
  const at = membersOf(read.tree, 0).get('deviceSendTime');
  const kind = at === undefined ? undefined : read.tree.tape.kind(at);
  if (at === undefined || (kind !== 'string' && kind !== 'number')) {
    const sent = at === undefined ? undefined : valueAt(read.tree, at);
    const wrong = wrongMember('deviceSendTime', sent, '"1700000000000"');
    return { kind: 'refused', why: 'params', ...wrong };
  }
  const time = String(Math.floor(cloud.wallClock));
  const here = kind === 'string' ? `"${time}"` : time;
  const sent = read.tree.source(at);
  const answer = `{"deviceSendTime":${sent},"serverRecvTime":${here},"serverSendTime":${here}}`;
  if (meaning.partner !== undefined) cloud.send(device, meaning.partner, encodeUtf8(answer), 0);
  return { kind: 'other' };
}
