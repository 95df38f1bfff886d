/** Admits clients as devices under their sessions, and refuses others that use a device's session name. */

import { type DeviceName, sessionNameOf } from '../../alibaba/alink/deviceName.ts';
import { parseUserName } from '../../alibaba/identity.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { Hooks } from '../core/contract/hooks.ts';
import type { Admitted, Peer } from '../core/contract/parties.ts';
import { REASON, refuse } from '../core/contract/reasons.ts';
import type { Verdict } from '../core/contract/verdicts.ts';
import type { SignInFacts } from './devices/commands.ts';
import type { DeviceState } from './devices/deviceState.ts';
import { sdkTraitsOf } from './devices/sdkTraits.ts';
import { SignIns } from './devices/signIns.ts';
import { DeviceTerms, type TermsHost } from './deviceTerms.ts';
import { type Directory, registrationHost, registrationKindOf } from './registering.ts';
import { isRegistrationSession, type Registrations } from './registrations.ts';
import { claimOf, judgeSignIn } from './signingIn.ts';
import type { Tokens } from './tokens.ts';

/** The parts of the platform used here. */
interface AdmissionHost extends Directory, TermsHost {
  readonly wallClock: number;
  stateOf(device: DeviceName): DeviceState | undefined;
  /** Devices that registered are known from now on. */
  takeRegistered(): void;
}

type Asking = Pick<ConnectPacket, 'clientId' | 'userName'>;

export class Admission {
  /** Sign-ins of unknown devices. */
  readonly strangers = new SignIns();
  readonly #host: AdmissionHost;
  readonly #tokens: Tokens;
  readonly #registrations: Registrations;
  /** Open connections of devices. */
  readonly #connections = new Map<number, DeviceState>();

  constructor(host: AdmissionHost, tokens: Tokens, registrations: Registrations) {
    this.#host = host;
    this.#tokens = tokens;
    this.#registrations = registrations;
  }

  /** Only the platform judges devices; `others` judge all other clients. */
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

  /** The device's earlier terms. */
  readmit(sessionName: string): Admitted | undefined {
    const device = parseUserName(sessionName);
    const state = device && this.#host.known.find(device) && this.#host.stateOf(device);
    return state && new DeviceTerms(state, this.#host);
  }

  isDevice(packet: Asking): boolean {
    return claimOf(packet, this.#tokens) !== undefined;
  }

  sessionNameOf(packet: Asking): string | undefined {
    const device = claimOf(packet, this.#tokens)?.device;
    return device && sessionNameOf(device);
  }

  /** The connection has ended. */
  closed(connection: number): void {
    const state = this.#connections.get(connection);
    this.#connections.delete(connection);
    if (state?.connection !== connection) return;
    state.connection = undefined;
    state.since = this.#host.now;
    this.#host.subDevices.endThrough(state);
  }

  #admit(packet: ConnectPacket, peer: Peer, connection: number): Verdict | Admitted | undefined {
    const host = this.#host;
    const verdict = judgeSignIn(packet, peer, {
      ...registrationHost(host, this.#registrations.isFull),
      tokens: this.#tokens,
      registrations: this.#registrations,
      now: host.now,
      wallClock: host.wallClock,
      stateOf: (device) => host.stateOf(device),
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
    host.subDevices.signOut(state, 427);
    host.subDevices.endThrough(state);
    state.traits = sdkTraitsOf(packet.clientId);
    state.connection = connection;
    state.since = host.now;
    this.#connections.set(connection, state);
    return new DeviceTerms(state, host);
  }

  /** Handles a CONNECT that may register a device. */
  #register({ clientId, userName = '' }: ConnectPacket, facts: SignInFacts): Verdict | Admitted {
    const host = this.#host;
    const name = parseUserName(userName);
    const kind = registrationKindOf(clientId);
    if (name === undefined || kind === undefined) return NAME_TAKEN;
    if (host.known.find(name) === undefined) {
      this.#registrations.add(name);
      host.takeRegistered();
    }
    const state = host.stateOf(name);
    if (state === undefined) return NAME_TAKEN;
    state.signIns.add(facts, undefined);
    return this.#registrations.begin(state.device, kind, host.now);
  }

  /** Protects a device's session against clients that use its name. */
  #refusalOfName(clientId: string): Verdict | undefined {
    const device = parseUserName(clientId);
    const isTaken =
      isRegistrationSession(clientId) ||
      (device !== undefined && this.#host.known.find(device) !== undefined);
    return isTaken ? NAME_TAKEN : undefined;
  }
}

const NAME_TAKEN = refuse(
  REASON.clientIdentifierNotValid,
  'This client identifier names the session of a device, which signs in by its signature.',
);
