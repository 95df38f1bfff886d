/**
 * Devices that register over MQTT: the message after their CONNACK, their time limit, and the later sign-in
 * of unlisted ones.
 */

import { type DeviceName, sessionNameOf } from '../../alibaba/alink/deviceName.ts';
import type { Device } from '../../alibaba/devices.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { SubscriptionRequest } from '../../mqtt/tables/packet.ts';
import { administrationOf } from '../core/administration.ts';
import type { Broker } from '../core/broker.ts';
import type { Admitted } from '../core/contract/parties.ts';
import { REASON, refuse } from '../core/contract/reasons.ts';
import type { PublishVerdict, SubscribeVerdict } from '../core/contract/verdicts.ts';
import { isSame } from './devices/sameBytes.ts';
import type { RegistrationKind } from './registering.ts';

/** ms until the platform ends the connection itself. */
const TIMEOUT = 15_000;
/** Limit of unlisted devices. */
const MOST_REGISTERED = 10_000;
const ID_LENGTH = 30;
const SECRET_LENGTH = 32;

/** Contains two `&`, unlike any device name. */
const SESSION_END = '&register';

/** True for names of registration sessions, which other clients may not use. */
export const isRegistrationSession = (clientId: string): boolean => clientId.endsWith(SESSION_END);

/** Credentials from `/ext/regnwl`. */
interface Grant {
  readonly clientId: string;
  readonly deviceToken: string;
}

interface Pending {
  readonly topic: string;
  readonly payload: Uint8Array;
  isSent: boolean;
  /** ms of the broker's clock. */
  readonly ends: number;
}

export class Registrations {
  readonly #digest: (text: string) => string;
  readonly #pending = new Map<string, Pending>();
  readonly #grants = new Map<string, Grant>();
  #devices: readonly Device[] = [];
  #issued = 0;

  /** @param digest returns secret hexadecimal digits, at least 32 */
  constructor(digest: (text: string) => string) {
    this.#digest = digest;
  }

  /** Devices that registered themselves. */
  get devices(): readonly Device[] {
    return this.#devices;
  }

  get isFull(): boolean {
    return this.#devices.length >= MOST_REGISTERED;
  }

  /** Makes the device known, with a secret that is never sent. */
  add(name: DeviceName): void {
    const { productKey, deviceName } = name;
    const secret = this.#digest(`deviceSecret ${sessionNameOf(name)}`).slice(0, SECRET_LENGTH);
    this.#devices = [...this.#devices, { productKey, deviceName, deviceSecret: secret }];
  }

  /** Removes devices of deleted products. */
  keep(isKept: (device: Device) => boolean): void {
    this.#devices = this.#devices.filter(isKept);
  }

  forget(device: DeviceName): void {
    this.#grants.delete(sessionNameOf(device));
  }

  /** Accepts a registration. */
  begin(device: Device, kind: RegistrationKind, now: number): Admitted {
    const name = `${sessionNameOf(device)}${SESSION_END}`;
    const { productKey, deviceName, deviceSecret } = device;
    const told =
      kind === 'register'
        ? { productKey, deviceName, deviceSecret }
        : { productKey, deviceName, ...this.#grant(device) };
    this.#pending.set(name, {
      topic: `/ext/${kind}`,
      payload: encodeUtf8(JSON.stringify(told)),
      isSent: false,
      ends: now + TIMEOUT,
    });
    return new RegistrationTerms(name);
  }

  /** True if the device may sign in with this token; `base`: of its client id. */
  isValid(device: DeviceName, base: string, token: Uint8Array | undefined): boolean {
    const grant = this.#grants.get(sessionNameOf(device));
    if (grant === undefined || token === undefined || base !== grant.clientId) return false;
    return isSame(encodeUtf8(grant.deviceToken), token);
  }

  /** ms of the broker's clock; undefined: no registration is in progress. */
  get wakeAt(): number | undefined {
    if (this.#pending.size === 0) return undefined;
    const due = [...this.#pending.values()].map(({ isSent, ends }) => (isSent ? ends : 0));
    return Math.min(...due);
  }

  elapse(now: number, broker: Broker): void {
    for (const [session, pending] of this.#pending) {
      const { topic, payload, isSent, ends } = pending;
      const source = { topic, payload, qos: 0, retain: false, properties: [] } as const;
      if (!isSent) broker.publishTo(session, source, true, now);
      pending.isSent = true;
      if (ends > now) continue;
      this.#pending.delete(session);
      administrationOf(broker).endSession(session, now);
    }
  }

  /** Invalidates the older one. */
  #grant(device: DeviceName): Grant {
    const name = sessionNameOf(device);
    this.#issued += 1;
    const grant = {
      clientId: this.#digest(`clientId ${name}`).slice(0, ID_LENGTH),
      deviceToken: this.#digest(`deviceToken ${this.#issued} ${name}`),
    };
    this.#grants.set(name, grant);
    return grant;
  }
}

/** Terms of a registration: the client receives only its answer. */
class RegistrationTerms implements Admitted {
  readonly sessionName: string;
  readonly ignoresWill = true;
  readonly deliversUpTo = 1;
  readonly maximumQoS = 1;
  readonly retainAvailable = false;
  readonly keepsSubscriptions = false;

  constructor(sessionName: string) {
    this.sessionName = sessionName;
  }

  authorisePublish(): PublishVerdict {
    return refuse(REASON.notAuthorized);
  }

  authoriseSubscribe(_: unknown, { filter, qos }: SubscriptionRequest): SubscribeVerdict {
    return ANSWERS.has(filter) ? { granted: qos === 0 ? 0 : 1 } : refuse(REASON.notAuthorized);
  }

  authoriseRead(_: unknown, topic: string): boolean {
    return ANSWERS.has(topic);
  }

  published(): void {
    // Its publications are ignored.
  }
}

const ANSWERS: ReadonlySet<string> = new Set(['/ext/register', '/ext/regnwl']);
