/** Who comes in as a device, under which session, and who may not call itself as one is called. */

import { type DeviceName, sessionNameOf } from '../../alibaba/alink/deviceName.ts';
import { parseUserName } from '../../alibaba/identity.ts';
import type { ConnectPacket } from '../../mqtt/packet.ts';
import type { Hooks } from '../core/hooks.ts';
import type { Admitted, Peer } from '../core/parties.ts';
import { REASON, refuse } from '../core/reasons.ts';
import type { Verdict } from '../core/verdicts.ts';
import type { SignInFacts } from './devices/commands.ts';
import type { DeviceState } from './devices/deviceState.ts';
import { SignIns } from './devices/signIns.ts';
import { DeviceTerms, type TermsHost } from './deviceTerms.ts';
import { type Directory, registrationDesk, registrationKindOf } from './registering.ts';
import { isRegistrationSession, type Registrations } from './registrations.ts';
import { claimOf, judgeSignIn } from './signingIn.ts';
import type { Tokens } from './tokens.ts';

/** The platform, as far as it is asked here. */
interface House extends Directory, TermsHost {
  readonly wallClock: number;
  stateOf(device: DeviceName): DeviceState | undefined;
  /** Those that registered are known from now on. */
  takeRegistered(): void;
}

type Asking = Pick<ConnectPacket, 'clientId' | 'userName'>;

export class Admission {
  /** Of devices that nobody knows. */
  readonly strangers = new SignIns();
  readonly #house: House;
  readonly #tokens: Tokens;
  readonly #registrations: Registrations;
  /** Open connections of devices. */
  readonly #connections = new Map<number, DeviceState>();

  constructor(house: House, tokens: Tokens, registrations: Registrations) {
    this.#house = house;
    this.#tokens = tokens;
    this.#registrations = registrations;
  }

  /** Devices are judged by the platform alone; all others by these. */
  hooks(others: Hooks): Hooks {
    return {
      ...others,
      authenticate: (packet, peer, connection) =>
        this.#admit(packet, peer, connection) ??
        this.#refusalOfName(packet.clientId) ??
        others.authenticate?.(packet, peer, connection) ??
        'ok',
      ...(others.beginAuthentication && {
        beginAuthentication: (start) =>
          this.#refusalOfName(start.clientId) === undefined
            ? others.beginAuthentication?.(start)
            : () => NAME_TAKEN,
      }),
    };
  }

  /** As it had them when it came in. */
  readmit(sessionName: string): Admitted | undefined {
    const device = parseUserName(sessionName);
    const state = device && this.#house.known.find(device) && this.#house.stateOf(device);
    return state && new DeviceTerms(state, this.#house);
  }

  isDevice(packet: Asking): boolean {
    return claimOf(packet, this.#tokens) !== undefined;
  }

  sessionNameOf(packet: Asking): string | undefined {
    const device = claimOf(packet, this.#tokens)?.device;
    return device && sessionNameOf(device);
  }

  /** The connection is over. */
  closed(connection: number): void {
    const state = this.#connections.get(connection);
    this.#connections.delete(connection);
    if (state?.connection !== connection) return;
    state.connection = undefined;
    state.since = this.#house.now;
    this.#house.subDevices.endThrough(state);
  }

  #admit(packet: ConnectPacket, peer: Peer, connection: number): Verdict | Admitted | undefined {
    const house = this.#house;
    const verdict = judgeSignIn(packet, peer, {
      ...registrationDesk(house, this.#registrations.isFull),
      tokens: this.#tokens,
      registrations: this.#registrations,
      now: house.now,
      wallClock: house.wallClock,
      stateOf: (device) => house.stateOf(device),
    });
    if (verdict === undefined) return undefined;
    const { facts, state, refusal } = verdict;
    if (facts.by === 'registration' && refusal === undefined) return this.#register(packet, facts);
    if (state === undefined) {
      this.strangers.add(facts, facts.by === 'direct' ? packet : undefined);
      return refusal ?? refuse(REASON.badUserNameOrPassword);
    }
    state.signIns.add(facts, facts.fault === 'wrong-sign' ? packet : undefined);
    if (refusal !== undefined) return refusal;
    house.subDevices.signOut(state, 427);
    house.subDevices.endThrough(state);
    state.connection = connection;
    state.since = house.now;
    this.#connections.set(connection, state);
    return new DeviceTerms(state, house);
  }

  /** Of a CONNECT that may register. */
  #register({ clientId, userName = '' }: ConnectPacket, facts: SignInFacts): Verdict | Admitted {
    const house = this.#house;
    const name = parseUserName(userName);
    const kind = registrationKindOf(clientId);
    if (name === undefined || kind === undefined) return NAME_TAKEN;
    if (house.known.find(name) === undefined) {
      this.#registrations.add(name);
      house.takeRegistered();
    }
    const state = house.stateOf(name);
    if (state === undefined) return NAME_TAKEN;
    state.signIns.add(facts, undefined);
    return this.#registrations.begin(state.device, kind, house.now);
  }

  /** Nobody else gets at a device's session by calling itself as that is called. */
  #refusalOfName(clientId: string): Verdict | undefined {
    const device = parseUserName(clientId);
    const isTaken =
      isRegistrationSession(clientId) ||
      (device !== undefined && this.#house.known.find(device) !== undefined);
    return isTaken ? NAME_TAKEN : undefined;
  }
}

const NAME_TAKEN = refuse(
  REASON.clientIdentifierNotValid,
  'This client identifier names the session of a device, which signs in by its signature.',
);
