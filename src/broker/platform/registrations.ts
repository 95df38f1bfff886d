/**
 * Devices that register over MQTT: what each is sent behind its CONNACK, how long it may stay, and what
 * those that are not listed sign in with from then on.
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

/** ms until the platform ends the connection, where the device does not. */
const PATIENCE = 15_000;
/** Devices that are not listed. */
const MOST_REGISTERED = 10_000;
const ID_LENGTH = 30;
const SECRET_LENGTH = 32;

/** Two `&`: no device has such a name. */
const SESSION_END = '&register';

/** Whether it is how a session of a registration is called, so that nobody else gets at it. */
export const isRegistrationSession = (clientId: string): boolean => clientId.endsWith(SESSION_END);

/** What `/ext/regnwl` brings, to sign in with. */
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

  /** @param digest hex that nobody else can know, at least 32 digits */
  constructor(digest: (text: string) => string) {
    this.#digest = digest;
  }

  /** Those that made themselves known. */
  get devices(): readonly Device[] {
    return this.#devices;
  }

  get isFull(): boolean {
    return this.#devices.length >= MOST_REGISTERED;
  }

  /** It is known from now on. Its secret is one that nobody was told. */
  add(name: DeviceName): void {
    const { productKey, deviceName } = name;
    const secret = this.#digest(`deviceSecret ${sessionNameOf(name)}`).slice(0, SECRET_LENGTH);
    this.#devices = [...this.#devices, { productKey, deviceName, deviceSecret: secret }];
  }

  /** Those of products that are gone. */
  keep(isKept: (device: Device) => boolean): void {
    this.#devices = this.#devices.filter(isKept);
  }

  forget(device: DeviceName): void {
    this.#grants.delete(sessionNameOf(device));
  }

  /** A registration that is let in. */
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
      ends: now + PATIENCE,
    });
    return new RegistrationTerms(name);
  }

  /** Whether the device may sign in with this token; `base`: of its client id. */
  isValid(device: DeviceName, base: string, token: Uint8Array | undefined): boolean {
    const grant = this.#grants.get(sessionNameOf(device));
    if (grant === undefined || token === undefined || base !== grant.clientId) return false;
    return isSame(encodeUtf8(grant.deviceToken), token);
  }

  /** ms of the broker's clock; undefined: nobody is registering. */
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

  /** The older one holds no more. */
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

/** It hears what it came for, and nothing else. */
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
    // Nothing that it publishes is taken.
  }
}

const ANSWERS: ReadonlySet<string> = new Set(['/ext/register', '/ext/regnwl']);
