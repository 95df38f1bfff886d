/**
 * Formats devices' data as JSON for programs. Every member is present, null if unknown. Data from devices is
 * embedded unchanged.
 */
import type {
  CallFacts,
  DeviceDetail,
  DeviceRow,
  SignInFacts,
} from '../../broker/platform/devices/commands.ts';
import type { DeviceEvent } from '../../broker/platform/devices/logCommands.ts';
import { RawJson } from '../http/jsonText.ts';

/** Converts ms of the broker's clock to ms since 1970. */
export type WallClock = (time: number) => number;

export function rowJson(row: DeviceRow, clock: WallClock) {
  const { productKey, deviceName, state, since, address, lastSignIn } = row;
  return {
    productKey,
    deviceName,
    state,
    since: since === undefined ? null : clock(since),
    address: address ?? null,
    lastSignIn: lastSignIn === undefined ? null : signInJson(lastSignIn, clock),
  };
}

export function deviceJson(detail: DeviceDetail, clock: WallClock) {
  const {
    row,
    signIns,
    properties,
    shadow,
    desired,
    tags,
    raw,
    permissions,
    subscriptions,
    calls,
    events,
  } = detail;
  return {
    ...rowJson(row, clock),
    properties: properties.map(({ identifier, value, time, isModelled }) => ({
      identifier,
      value: RawJson.of(value),
      time,
      isModelled,
    })),
    shadow: shadow === undefined ? null : RawJson.of(shadow),
    desired: desired.map(({ identifier, value, version, time }) => ({
      identifier,
      value: RawJson.of(value),
      version,
      time,
    })),
    tags,
    raw: raw.map(({ time, kind, isByRule, size, data }) => ({
      time: clock(time),
      kind,
      isByRule,
      size,
      dataBase64: data,
    })),
    permissions,
    subscriptions,
    signIns: signIns.map((one) => signInJson(one, clock)),
    calls: calls.map((one) => callJson(one, clock)),
    events: events.map((one) => eventJson(one, clock)),
  };
}

export function callJson(facts: CallFacts, clock: WallClock) {
  const { call, what, identifier, topic, params, began, state, latency, code, data } = facts;
  return {
    call,
    what,
    identifier,
    topic,
    params: RawJson.of(params),
    began: clock(began),
    state,
    latency: latency ?? null,
    code: code ?? null,
    data: data === undefined ? null : RawJson.of(data),
  };
}

function signInJson(facts: SignInFacts, clock: WallClock) {
  const { time, address, transport, secure, clientId, userName, by, ok, returnCode } = facts;
  return {
    time: clock(time),
    address,
    transport,
    secure,
    clientId,
    userName: userName ?? null,
    by,
    ok,
    returnCode,
    fault: facts.fault ?? null,
    why: facts.why ?? null,
    signContent: facts.signContent ?? null,
    signMethod: facts.signMethod ?? null,
    passwordLength: facts.passwordLength ?? null,
    expectedLength: facts.expectedLength ?? null,
    mistake: facts.mistake ?? null,
  };
}

function eventJson(event: DeviceEvent, clock: WallClock) {
  const { time, kind, topic, size, code, why, about, misfits } = event;
  return {
    time: clock(time),
    kind,
    topic,
    size,
    code: code ?? null,
    why: why ?? null,
    about: about ?? null,
    misfits: misfitsJson(misfits),
  };
}

/** Parts of a message that the platform ignored. */
export function misfitsJson(misfits: DeviceEvent['misfits']) {
  return (misfits ?? []).map((misfit) => ({
    path: misfit.path,
    fault: misfit.why.key,
    expected: misfit.expected ?? null,
    came: misfit.came,
  }));
}
