/**
 * Alibaba's platform without the cloud: its devices, their sign-in and permissions, and the actions of the
 * cloud's side. No I/O: the surrounding broker has the connections, the services implement Alink.
 */

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type DeviceName, sessionNameOf } from '../../alibaba/alink/deviceName.ts';
import type { Device } from '../../alibaba/devices.ts';
import type { Product } from '../../alibaba/product.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import { administrationOf } from '../core/administration.ts';
import type { Broker } from '../core/broker.ts';
import { type Refused, refused } from '../core/commands/refusals.ts';
import type { Hooks } from '../core/contract/hooks.ts';
import type { Admitted } from '../core/contract/parties.ts';
import { REASON, refuse } from '../core/contract/reasons.ts';
import type { Account } from '../core/memory/ledger.ts';
import { Admission } from './admission.ts';
import type { Cloud } from './devices/cloud.ts';
import type { CallFacts, SignInFacts } from './devices/commands.ts';
import { DeviceState } from './devices/deviceState.ts';
import type { DeviceEvent } from './devices/logCommands.ts';
import { MessageLog } from './devices/messageLog.ts';
import { Rate } from './devices/rates.ts';
import { KnownDevices, type Registry } from './devices/registry.ts';
import { isSystemTopic, NO_TRAITS, type SdkTraits } from './devices/sdkTraits.ts';
import type { PlatformSettings } from './devices/settings.ts';
import type { FindMistake } from './devices/signIns.ts';
import { SubDevices } from './devices/subDevices.ts';
import { authenticate, type MqttAddress, type PreAuthAnswer } from './preAuth.ts';
import { type RegistrationAnswer, registerForm, registrationHost } from './registering.ts';
import { Registrations } from './registrations.ts';
import type { PlatformServices } from './services/contract.ts';
import { Services } from './services/services.ts';
import { Tokens } from './tokens.ts';

export interface PlatformOptions {
  readonly registry: Registry;
  readonly settings: PlatformSettings;
  /** Wall-clock time of the broker's time 0, ms since 1970. */
  readonly origin: number;
  readonly seed: number;
  /** Secret random bytes for tokens; at least 16. */
  readonly entropy: Uint8Array;
  readonly services?: PlatformServices;
  /** Account charged with the state of devices. Absent: only the platform's own limits apply. */
  readonly account?: Account;
  /** The file that lists the devices; undefined: none. */
  readonly file?: DevicesFile | undefined;
  /** Returns undefined until it is loaded; mistakes are then searched later. */
  readonly diagnose: () => Diagnose | undefined;
}

/** The host's devices file. */
interface DevicesFile {
  /** For display. */
  readonly name: string;
  /** Reads it and applies its content. Resolves to the reason, in English, why nothing has changed. */
  readAgain(): Promise<string | undefined>;
}

/** Finds the mistake in a password. */
export type Diagnose = typeof import('../../alibaba/diagnose.ts').diagnose;

/** The broker around the platform; a new one after a restart without sessions. */
export interface SurroundingBroker {
  readonly broker: Broker;
  /** ms of its clock. */
  readonly now: number;
}

/** Limit of searches per time span in ms, because each takes about a tenth of a second. */
const DIAGNOSES = 4;
const DIAGNOSIS_SPAN = 2000;

export class Platform implements Cloud {
  readonly services: PlatformServices;
  readonly log: MessageLog;
  readonly #admission: Admission;
  readonly subDevices = new SubDevices(this);
  readonly #origin: number;
  readonly #tokens: Tokens;
  readonly #registrations: Registrations;
  readonly file: DevicesFile | undefined;
  #settings: PlatformSettings;
  #registry: Registry;
  #known: KnownDevices;
  #surrounding: SurroundingBroker | undefined;
  /** By session name, for devices with state. */
  readonly #states = new Map<string, DeviceState>();
  readonly #diagnose: () => Diagnose | undefined;
  readonly #diagnoses = new Rate(DIAGNOSIS_SPAN);

  constructor(options: PlatformOptions) {
    const { registry, settings, origin, seed, entropy, services, file } = options;
    this.#diagnose = options.diagnose;
    this.file = file;
    this.#registry = registry;
    this.#known = new KnownDevices(registry);
    this.#settings = settings;
    this.#origin = origin;
    const key = hmac(sha256, entropy, encodeUtf8(`${seed}`));
    this.#tokens = new Tokens(key);
    const digest = (text: string) => bytesToHex(hmac(sha256, key, encodeUtf8(text)));
    this.#registrations = new Registrations(digest);
    this.log = new MessageLog(options.account);
    this.#admission = new Admission(this, this.#tokens, this.#registrations);
    this.services = services ?? new Services(options.account);
  }

  /** Call once, before any client connects. */
  attach(broker: SurroundingBroker): void {
    this.#surrounding = broker;
  }

  get settings(): PlatformSettings {
    return this.#settings;
  }

  get known(): KnownDevices {
    return this.#known;
  }

  /** Terms of a device whose session is older than this process; undefined: the device is unknown now. */
  readmit(sessionName: string): Admitted | undefined {
    return this.#admission.readmit(sessionName);
  }

  /** Sign-ins of unknown devices, newest first. */
  strangers(find: FindMistake): readonly SignInFacts[] {
    return this.#admission.strangers.all(find);
  }

  /** Counts a diagnosis if the budget allows one. */
  mayDiagnose(): Diagnose | undefined {
    const diagnose = this.#diagnose();
    return diagnose && this.#diagnoses.takes(DIAGNOSES, this.now) ? diagnose : undefined;
  }

  get now(): number {
    return this.#surrounding?.now ?? 0;
  }

  get wallClock(): number {
    return this.#origin + this.now;
  }

  get #broker(): Broker {
    if (this.#surrounding === undefined) throw new Error('The platform has no broker.');
    return this.#surrounding.broker;
  }

  /** Only the platform judges devices; `others` judge all other clients. */
  hooks(others: Hooks = {}): Hooks {
    return this.#admission.hooks(others);
  }

  /** True if a CONNECT claims to be a device: a suffix `|…|`, a user name with `&`, or an issued iotId. */
  isDevice(packet: Pick<ConnectPacket, 'clientId' | 'userName'>): boolean {
    return this.#admission.isDevice(packet);
  }

  /** Name of the session that a device's CONNECT requests; undefined: not a device. */
  sessionNameOf(packet: Pick<ConnectPacket, 'clientId' | 'userName'>): string | undefined {
    return this.#admission.sessionNameOf(packet);
  }

  /** The connection has ended. */
  closed(connection: number): void {
    this.#admission.closed(connection);
  }

  /** Devices that registered are known from now on. */
  takeRegistered(): void {
    this.#known = new KnownDevices(this.#registry, this.#registrations.devices);
  }

  /** Reads the devices file. An error in it changes nothing. */
  async readAgain(): Promise<{ readonly kind: 'done' } | Refused> {
    if (this.file === undefined) return refused({ key: 'no-file', args: {} });
    const why = await this.file.readAgain();
    return why === undefined ? { kind: 'done' } : refused({ key: 'devices-file', args: { why } });
  }

  /** Replaces products and devices. Remaining ones keep their sessions and state. */
  reload(registry: Registry, settings: PlatformSettings = this.#settings): void {
    const before = this.#known;
    this.#registry = registry;
    this.#settings = settings;
    const products = new KnownDevices(registry).products;
    this.#registrations.keep(({ productKey }) => products.has(productKey));
    this.takeRegistered();
    const { contents } = this.#broker;
    const administration = administrationOf(this.#broker);
    for (const device of before.list) {
      if (this.#known.find(device) !== undefined) continue;
      this.#remove(device);
    }
    for (const device of this.#known.list) {
      const name = sessionNameOf(device);
      const state = this.#states.get(name);
      state?.renew(device, this.productOf(device));
      if (state?.isDisabled ?? device.disabled === true) {
        this.subDevices.signOut(device, 522);
        administration.disconnect(name, THROWN_OUT, this.now);
      }
      // A new device must not get another client's session of that name.
      const session = contents.sessions.get(name);
      if (session !== undefined && session.client.admitted === undefined) {
        administration.endSession(name, this.now);
      }
    }
  }

  /** Returns false if it is unknown. */
  enable(device: DeviceName, isEnabled: boolean): boolean {
    const state = this.stateOf(device);
    if (state === undefined) return false;
    state.disable(!isEnabled);
    if (!isEnabled) this.subDevices.signOut(device, 522);
    if (!isEnabled)
      administrationOf(this.#broker).disconnect(state.sessionName, THROWN_OUT, this.now);
    return true;
  }

  /**
   * Answers a device's post to `/auth/devicename`. `address`: where it is to connect. `now`: ms of the
   * broker's clock, which the HTTP host knows more precisely than the last packet.
   */
  authenticateForm(
    form: ReadonlyMap<string, string>,
    address: MqttAddress,
    now: number,
  ): PreAuthAnswer {
    const rules = {
      known: this.#known,
      isDisabled: (device: DeviceName) => this.stateOf(device)?.isDisabled === true,
      issue: (device: DeviceName) => this.#tokens.issue(device, this.#origin + now),
    };
    return authenticate(form, rules, address);
  }

  /** Answers a device's post to `/auth/register/device`. */
  registerForm(form: ReadonlyMap<string, string>): RegistrationAnswer {
    return registerForm(form, registrationHost(this, this.#registrations.isFull));
  }

  /** Called once, when the call is answered or given up. */
  whenDone(call: number, notify: (facts: CallFacts) => void): void {
    this.services.whenDone(call, notify);
  }

  get wakeAt(): number | undefined {
    const times = [this.services.wakeAt, this.#registrations.wakeAt];
    const known = times.filter((time) => time !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  elapse(now: number): void {
    const { wakeAt } = this.services;
    if (wakeAt !== undefined && wakeAt <= now) this.services.elapse(this);
    if (this.#registrations.wakeAt !== undefined) this.#registrations.elapse(now, this.#broker);
  }

  /** undefined: the device does not exist. */
  stateOf(device: DeviceName): DeviceState | undefined {
    const name = sessionNameOf(device);
    const state = this.#states.get(name);
    if (state !== undefined) return state;
    const known = this.#known.find(device);
    if (known === undefined) return undefined;
    const made = new DeviceState(known, this.productOf(known));
    this.#states.set(name, made);
    return made;
  }

  /** The same without creating state. */
  knownState(device: DeviceName): DeviceState | undefined {
    return this.#states.get(sessionNameOf(device));
  }

  productOf({ productKey }: DeviceName): Product | undefined {
    return this.#known.products.get(productKey);
  }

  deviceOf(device: DeviceName): Device | undefined {
    return this.stateOf(device)?.device;
  }

  iotIdOf(device: DeviceName): string {
    return this.#tokens.iotIdOf(device);
  }

  displace(device: DeviceName): void {
    administrationOf(this.#broker).disconnect(sessionNameOf(device), TAKEN_OVER, this.now);
  }

  isOnline(device: DeviceName): boolean {
    return (
      this.#broker.contents.sessions.get(this.subDevices.sessionFor(device))?.link !== undefined
    );
  }

  send(
    device: DeviceName,
    topic: string,
    payload: Uint8Array,
    qos: 0 | 1,
    isAttempt = false,
  ): boolean {
    const isPushed =
      this.#settings.replyWithoutSubscription ||
      (isSystemTopic(topic) && this.#traitsOf(device).hasSystemTopics);
    return this.sendOwn(device, topic, payload, qos, isPushed, isAttempt);
  }

  hasExtendedRrpc(device: DeviceName): boolean {
    return this.#traitsOf(device).hasExtendedRrpc;
  }

  /** Client that receives its messages: the device, or its gateway. */
  #traitsOf(device: DeviceName): SdkTraits {
    return this.#states.get(this.subDevices.sessionFor(device))?.traits ?? NO_TRAITS;
  }

  /** Returns false if none of its subscriptions matches. */
  sendOwn(
    device: DeviceName,
    topic: string,
    payload: Uint8Array,
    qos: 0 | 1,
    isPushed = false,
    isAttempt = false,
  ): boolean {
    const source = { topic, payload, qos, retain: false, properties: [] };
    const session = this.subDevices.sessionFor(device);
    const isOnline = this.isOnline(device);
    const isMatched = this.#broker.publishTo(session, source, isPushed, this.now);
    // Only QoS 1 messages wait for a device that is offline.
    const isHeard = isMatched && (isOnline || qos === 1);
    const why = isOnline || !isMatched ? undefined : qos === 1 ? 'queued' : 'offline';
    if (isHeard || !isAttempt) {
      this.log.sent(device, topic, payload, { isHeard, why, now: this.now });
    }
    return isHeard;
  }

  /** To all subscribed devices. */
  broadcast(topic: string, payload: Uint8Array, qos: 0 | 1): void {
    this.#broker.publish({ topic, payload, qos, retain: false, properties: [] }, this.now);
  }

  note(device: DeviceName, event: Omit<DeviceEvent, 'time'>, payload: Uint8Array): void {
    const noted = { time: this.now, ...event };
    this.stateOf(device)?.note(noted);
    this.log.add(device, { ...noted, direction: 'up' }, payload);
  }

  /** Handles a permitted PUBLISH of a device. */
  received(device: DeviceName, topic: string, payload: Uint8Array, qos: 0 | 1): void {
    if (this.#known.find(device) !== undefined) {
      this.services.received(this, device, topic, payload, qos);
    }
  }

  #remove(device: DeviceName): void {
    const name = sessionNameOf(device);
    this.subDevices.forget(device);
    administrationOf(this.#broker).endSession(name, this.now);
    this.#states.delete(name);
    this.#tokens.forget(device);
    this.#registrations.forget(device);
    this.services.forget(device);
    this.log.forget(device);
  }
}

const TAKEN_OVER = refuse(REASON.sessionTakenOver, 'The device has signed in through a gateway.');
const THROWN_OUT = refuse(REASON.administrativeAction, 'The device is disabled.');
