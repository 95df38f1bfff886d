/** What takes a few lines each: time, desired values, tags, remote configuration, firmware, raw data. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import { membersOf, readObject, valueAt } from '../../../alibaba/alink/envelope.ts';
import { encodeUtf8 } from '../../../mqtt/utf8.ts';
import {
  type AlinkOutcome,
  type AlinkRequest,
  type DeviceMessage,
  type Known,
  type Outcome,
  WRONG_PARAMS,
} from './request.ts';

const MOST_DESIRED = 200;
const TOO_MANY_DESIRED = { kind: 'refused', code: 6104, why: 'too-many-properties' } as const;

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

/** `params`: a list of identifiers. Those that nothing is desired of are left out. */
export function desiredGet({ device, message }: AlinkRequest, { shadows }: Known): AlinkOutcome {
  const { params } = message;
  if (!Array.isArray(params)) return WRONG_PARAMS;
  const names: unknown[] = params;
  if (names.length > MOST_DESIRED) return TOO_MANY_DESIRED;
  const texts = names.filter((name) => typeof name === 'string');
  if (texts.length < names.length) return WRONG_PARAMS;
  const desired = shadows.find(device)?.desired(texts) ?? {};
  return { kind: 'other', code: 200, data: JSON.stringify(desired) };
}

/** `params`: `{"identifier": {"version": 2}}`; another version than the latest is passed over. */
export function desiredDelete({ device, message }: AlinkRequest, { shadows }: Known): AlinkOutcome {
  if (!isObject(message.params)) return WRONG_PARAMS;
  const asked = Object.entries(message.params);
  if (asked.length > MOST_DESIRED) return TOO_MANY_DESIRED;
  for (const [name, condition] of asked) {
    const version = isObject(condition) ? condition['version'] : undefined;
    const wanted = typeof version === 'number' ? version : undefined;
    shadows.find(device)?.forgetDesired(name, wanted);
  }
  return { kind: 'other', code: 200 };
}

/** `params`: `[{"attrKey": …, "attrValue": …}]`. They are noted and not kept, as nobody reads them here. */
export function tags(needsValue: boolean): (request: AlinkRequest) => AlinkOutcome {
  return ({ message }) => {
    if (!Array.isArray(message.params)) return WRONG_PARAMS;
    const list: unknown[] = message.params;
    const names = list.filter(isObject).filter((tag) => {
      return typeof tag['attrKey'] === 'string' && (!needsValue || 'attrValue' in tag);
    });
    if (list.length === 0 || names.length < list.length) return WRONG_PARAMS;
    const about = names.map((tag) => String(tag['attrKey'])).join(', ');
    return { kind: 'other', code: 200, about: about.slice(0, 200) };
  };
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
