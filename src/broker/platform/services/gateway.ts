/** Gateways are not played here: what they ask is refused as if no sub-device belonged to them. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import type { DeviceName } from '../../../alibaba/identity.ts';
import { sessionNameOf } from '../registry.ts';
import { type AlinkOutcome, type AlinkRequest, WRONG_PARAMS } from './request.ts';

function namesOf(value: unknown): DeviceName | undefined {
  if (!isObject(value)) return undefined;
  const { productKey, deviceName } = value;
  if (typeof productKey !== 'string' || typeof deviceName !== 'string') return undefined;
  return { productKey, deviceName };
}

/** undefined: it is no list of devices. */
function listOf(params: unknown): readonly DeviceName[] | undefined {
  if (!Array.isArray(params) || params.length === 0) return undefined;
  const names = params.map(namesOf).filter((name) => name !== undefined);
  return names.length < params.length ? undefined : names;
}

function refused(code: 520 | 6100 | 6288 | 6401 | 6402): AlinkOutcome {
  return { kind: 'refused', code, why: 'gateway' };
}

/** `topo/add`, `topo/delete`, `topo/get` and `list/found`. */
export function topology({ device, topic, message }: AlinkRequest): AlinkOutcome {
  if (topic.endsWith('/topo/get')) return { kind: 'other', code: 200, data: '[]' };
  const names = listOf(message.params);
  if (names === undefined) return WRONG_PARAMS;
  if (topic.endsWith('/list/found')) return { kind: 'other', code: 200 };
  if (topic.endsWith('/topo/delete')) return refused(6401);
  const own = sessionNameOf(device);
  if (names.some((name) => sessionNameOf(name) === own)) return refused(6402);
  return { ...refused(6100), message: 'device not found: sub-devices are not played here' };
}

/** Signing a sub-device in and out. */
export function subDevice({ topic, message }: AlinkRequest): AlinkOutcome {
  if (namesOf(message.params) === undefined) return WRONG_PARAMS;
  return refused(topic.endsWith('/login') ? 6401 : 520);
}

export function register({ message }: AlinkRequest): AlinkOutcome {
  return listOf(message.params) === undefined ? WRONG_PARAMS : refused(6288);
}
