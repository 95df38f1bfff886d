/** Gateway services for sub-devices: adds them, signs them in and out, and requests their secrets. */
import { isObject } from '../../../alibaba/alink/checkValue.ts';
import type { AlinkCode } from '../../../alibaba/alink/codes.ts';
import { type DeviceName, isSameDevice } from '../../../alibaba/alink/deviceName.ts';
import { type NamedValue, signatureOf, signContentOf } from '../../../alibaba/sign.ts';
import { isSignMethod, SIGN_METHODS } from '../../../alibaba/signMethod.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { Cloud } from '../devices/cloud.ts';
import { isSame } from '../devices/sameBytes.ts';
import type { AlinkOutcome, AlinkRequest } from './request.ts';
import { wrongItem, wrongLength, wrongParams } from './wrongParams.ts';

function namesOf(value: unknown): DeviceName | undefined {
  if (!isObject(value)) return undefined;
  const { productKey, deviceName } = value;
  if (typeof productKey !== 'string' || typeof deviceName !== 'string') return undefined;
  return { productKey, deviceName };
}

const NAMES = '{"productKey": "…", "deviceName": "…"}';

/** @param path of the list in the message */
function listOf(
  params: unknown,
  path = 'params',
): { readonly names: readonly DeviceName[] } | { readonly wrong: AlinkOutcome } {
  const wrong = wrongItem(path, params, NAMES, (item) => namesOf(item) !== undefined);
  if (wrong !== undefined) return { wrong };
  const list: readonly unknown[] = Array.isArray(params) ? params : [];
  return { names: list.map(namesOf).filter((name) => name !== undefined) };
}

function refused(code: AlinkCode): AlinkOutcome {
  return { kind: 'refused', code, why: 'gateway' };
}

/** Answers `topo/add`, `topo/delete`, `topo/get` and `list/found`. */
export function topology(request: AlinkRequest): AlinkOutcome {
  const { cloud, device, topic, message } = request;
  if (topic.endsWith('/topo/get')) {
    return { kind: 'other', code: 200, data: JSON.stringify(cloud.subDevices.of(device)) };
  }
  const listed = listOf(message.params);
  if ('wrong' in listed) return listed.wrong;
  if (topic.endsWith('/list/found')) return { kind: 'other', code: 200 };
  const { names } = listed;
  return topic.endsWith('/topo/delete') ? remove(request, names) : add(request, names);
}

/** Adds all of them or none. */
function add({ cloud, device, message }: AlinkRequest, names: readonly DeviceName[]): AlinkOutcome {
  const entries: readonly unknown[] = Array.isArray(message.params) ? message.params : [];
  for (const [at, name] of names.entries()) {
    if (isSameDevice(name, device)) return refused(6402);
    const fault = faultOfSign(cloud, name, entries[at], `params[${at}]`);
    if (fault !== undefined) return fault;
  }
  for (const name of names) {
    // A device signed in through another gateway moves to this one.
    if (!cloud.subDevices.isOf(device, name)) cloud.subDevices.signOut(name, 427);
  }
  cloud.subDevices.add(device, names);
  return { kind: 'other', code: 200 };
}

function remove({ cloud, device }: AlinkRequest, names: readonly DeviceName[]): AlinkOutcome {
  if (names.some((name) => !cloud.subDevices.isOf(device, name))) return refused(6401);
  for (const name of names) {
    cloud.subDevices.signOut(name);
    cloud.subDevices.remove(name);
  }
  return { kind: 'other', code: 200 };
}

/** Signs a sub-device in or out. */
export function subDevice({ cloud, device, topic, message }: AlinkRequest): AlinkOutcome {
  const { params } = message;
  const name = namesOf(params);
  if (name === undefined) return wrongParams('params', params, NAMES);
  const done = { kind: 'other', code: 200, data: '""' } as const;
  if (topic.endsWith('/logout')) {
    const gateway = cloud.subDevices.gatewayOf(name);
    if (gateway === undefined || !isSameDevice(gateway, device)) return refused(520);
    cloud.subDevices.signOut(name);
    return done;
  }
  const fault = faultOfLogin(cloud, device, name, { entry: params, path: 'params' });
  if (fault !== undefined) return fault;
  cloud.subDevices.signIn(device, name);
  return done;
}

function faultOfLogin(
  cloud: Cloud,
  gateway: DeviceName,
  name: DeviceName,
  { entry, path }: { readonly entry: unknown; readonly path: string },
): AlinkOutcome | undefined {
  if (!cloud.subDevices.isOf(gateway, name)) return refused(6401);
  const fault = faultOfSign(cloud, name, entry, path);
  if (fault !== undefined) return fault;
  return cloud.deviceOf(name)?.disabled === true ? refused(522) : undefined;
}

const MOST_AT_ONCE = 50;

/** `{"signMethod": …, "deviceList": […]}`; all of them or none. */
export function batchLogin({ cloud, device, message }: AlinkRequest): AlinkOutcome {
  const params = isObject(message.params) ? message.params : {};
  const { deviceList, signMethod } = params;
  const path = 'params.deviceList';
  const listed = listOf(deviceList, path);
  if ('wrong' in listed) return listed.wrong;
  const { names } = listed;
  if (names.length > MOST_AT_ONCE) return wrongLength(path, names.length, MOST_AT_ONCE);
  const entries: readonly unknown[] = Array.isArray(deviceList) ? deviceList : [];
  for (const [at, name] of names.entries()) {
    const entry = entries[at];
    const signed = { signMethod, ...(isObject(entry) && entry) };
    const fault = faultOfLogin(cloud, device, name, { entry: signed, path: `${path}[${at}]` });
    if (fault !== undefined) return fault;
  }
  for (const name of names) cloud.subDevices.signIn(device, name);
  return { kind: 'other', code: 200, data: JSON.stringify(names) };
}

/** `[{"productKey": …, "deviceName": …}]`; all of them or none. */
export function batchLogout({ cloud, device, message }: AlinkRequest): AlinkOutcome {
  const listed = listOf(message.params);
  if ('wrong' in listed) return listed.wrong;
  const { names } = listed;
  if (names.length > MOST_AT_ONCE) return wrongLength('params', names.length, MOST_AT_ONCE);
  const isIn = (name: DeviceName): boolean => {
    const gateway = cloud.subDevices.gatewayOf(name);
    return gateway !== undefined && isSameDevice(gateway, device);
  };
  if (!names.every(isIn)) return refused(520);
  for (const name of names) cloud.subDevices.signOut(name);
  return { kind: 'other', code: 200, data: JSON.stringify(names) };
}

/** Members that are not signed. */
const UNSIGNED: ReadonlySet<string> = new Set(['sign', 'signMethod', 'signmethod', 'cleanSession']);

/** Checks a gateway's signature with a sub-device's secret; undefined: valid. */
function faultOfSign(
  cloud: Cloud,
  name: DeviceName,
  entry: unknown,
  path: string,
): AlinkOutcome | undefined {
  const device = cloud.deviceOf(name);
  if (device === undefined) return refused(6100);
  const members = new Map(Object.entries(isObject(entry) ? entry : {}));
  const { sign } = Object.fromEntries(members);
  const named = members.get('signMethod') ?? members.get('signmethod') ?? 'hmacmd5';
  // The documentation writes hmacSha1, the vendor's package hmacsha1.
  const method = typeof named === 'string' ? named.toLowerCase() : '';
  if (typeof sign !== 'string') return wrongParams(`${path}.sign`, sign, 'hex');
  if (!members.has('clientId')) return wrongParams(`${path}.clientId`, undefined, '"…"');
  if (!isSignMethod(method)) {
    return wrongParams(`${path}.signMethod`, named, SIGN_METHODS.join(' | '));
  }
  const signed = [...members].flatMap(([member, value]): NamedValue[] =>
    !UNSIGNED.has(member) && (typeof value === 'string' || typeof value === 'number')
      ? [[member, String(value)]]
      : [],
  );
  const expected = signatureOf(signContentOf(signed), device.deviceSecret, method);
  return isSame(encodeUtf8(expected), encodeUtf8(sign.toLowerCase())) ? undefined : refused(6287);
}

/** Returns secrets of listed devices to a gateway that has only their names. */
export function register({ cloud, message }: AlinkRequest): AlinkOutcome {
  const listed = listOf(message.params);
  if ('wrong' in listed) return listed.wrong;
  const data: object[] = [];
  for (const name of listed.names) {
    const product = cloud.productOf(name);
    if (product === undefined) return refused(6250);
    if (product.dynamicRegistration === false || product.productSecret === undefined) {
      return refused(6288);
    }
    const device = cloud.deviceOf(name);
    if (device === undefined) return refused(6100);
    if (device.disabled === true) return refused(522);
    const { productKey, deviceName, deviceSecret } = device;
    data.push({ iotId: cloud.iotIdOf(device), productKey, deviceName, deviceSecret });
  }
  return { kind: 'other', code: 200, data: JSON.stringify(data) };
}
