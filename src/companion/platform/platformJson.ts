/** Formats the list of devices as JSON for programs. Every member is present, null if unknown. */
import type { DeviceRow, SignInFacts } from '../../broker/platform/devices/commands.ts';

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
