/** Terms of a device: the platform's rules for its packets, instead of the host's. */

import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import { utf8Length } from '../../base/utf8.ts';
import type { PublishPacket, SubscriptionRequest } from '../../mqtt/tables/packet.ts';
import type { Admitted, Client } from '../core/contract/parties.ts';
import { REASON, refuse } from '../core/contract/reasons.ts';
import type { PublishVerdict, SubscribeVerdict } from '../core/contract/verdicts.ts';
import type { DeviceState } from './devices/deviceState.ts';
import type { DeviceEvent } from './devices/logCommands.ts';
import type { Permissions } from './devices/permissions.ts';
import { MOST_PAYLOAD_BYTES, type PlatformSettings } from './devices/settings.ts';
import { NO_SESSION, type SubDevices } from './devices/subDevices.ts';

/** The platform's interface for a device's packets. */
export interface TermsHost {
  readonly settings: PlatformSettings;
  /** ms of the broker's clock. */
  readonly now: number;
  received(device: DeviceName, topic: string, payload: Uint8Array, qos: 0 | 1): void;
  note(device: DeviceName, event: Omit<DeviceEvent, 'time'>, payload: Uint8Array): void;
  readonly subDevices: SubDevices;
}

type Denial = {
  readonly reasonCode: number;
  readonly why: string;
  readonly kind: 'denied' | 'dropped';
  readonly by?: 'silence' | 'disconnect';
};

/** Payload of a subscription. */
const NOTHING = new Uint8Array();

// Documented limits.
/** PUBLISH packets per second, by QoS. */
const MOST_PER_SECOND = { 0: 30, 1: 10 } as const;
const MOST_FILTERS = 8;
const MOST_SUBSCRIPTIONS = 100;
const MOST_UNACKNOWLEDGED = 100;
/** In UTF-8. */
const MOST_TOPIC_BYTES = 128;
const MOST_SLASHES = 7;

export class DeviceTerms implements Admitted {
  readonly sessionName: string;
  readonly ignoresWill = true;
  /** The platform has no QoS 2 unless it is enabled. */
  readonly deliversUpTo: 1 | 2;
  readonly maximumQoS: 1 | 2;
  readonly retainAvailable = false;
  readonly keepsSubscriptions = false;
  readonly inFlight = MOST_UNACKNOWLEDGED;
  readonly #state: DeviceState;
  readonly #host: TermsHost;

  constructor(state: DeviceState, host: TermsHost) {
    this.sessionName = state.sessionName;
    this.deliversUpTo = host.settings.qos2 === 'allow' ? 2 : 1;
    this.maximumQoS = this.deliversUpTo;
    this.#state = state;
    this.#host = host;
  }

  authorisePublish(_: Client, topic: string, packet: PublishPacket): PublishVerdict {
    const denial = this.#judge(topic, packet);
    if (denial === undefined) return packet.retain ? 'not-retained' : 'ok';
    const { reasonCode, why, kind, by } = denial;
    const { subDevices } = this.#host;
    const isForNobody =
      why === 'not-permitted' && subDevices.withoutSession(this.#state, topic) !== undefined;
    if (isForNobody) {
      this.#note('refused', topic, packet.payload, 'no-session', NO_SESSION);
      subDevices.refused(this.#state, topic);
    } else this.#note(kind, topic, packet.payload, why);
    return { ...refuse(reasonCode, REASONS[why]), ...(by && { by }) };
  }

  authoriseSubscribe(
    _: Client,
    { filter, qos }: SubscriptionRequest,
    place: number,
    held: number,
  ): SubscribeVerdict {
    const why =
      place >= MOST_FILTERS
        ? 'filters-per-subscribe'
        : held >= MOST_SUBSCRIPTIONS
          ? 'subscriptions'
          : this.#isTooLong(filter)
            ? 'topic-length'
            : this.#reaches((permissions) => permissions.maySubscribe(filter))
              ? undefined
              : 'not-permitted';
    if (why !== undefined) {
      this.#note('denied', filter, NOTHING, why);
      const isTooMuch = why === 'filters-per-subscribe' || why === 'subscriptions';
      return refuse(isTooMuch ? REASON.quotaExceeded : REASON.notAuthorized, REASONS[why]);
    }
    // A device's messages on the platform's topics are for the platform, even if a reply has the topic of its
    // request, or a wildcard covers both directions.
    const own = /^\/(?:sys|ext)\//.test(filter) ? { noLocal: true } : {};
    return { granted: qos === 2 ? 1 : qos, ...own };
  }

  authoriseRead(_: Client, topic: string): boolean {
    return this.#reaches((permissions) => permissions.mayReceive(topic));
  }

  published(_: Client, topic: string, { payload, qos }: PublishPacket): void {
    const sender = this.#host.subDevices.behind(this.#state, topic) ?? this.#state;
    this.#host.received(sender, topic, payload, qos === 0 ? 0 : 1);
  }

  #judge(topic: string, { qos, payload }: PublishPacket): Denial | undefined {
    const { settings, now } = this.#host;
    if (qos === 2 && settings.qos2 !== 'allow') {
      const by = settings.qos2 === 'disconnect' ? 'disconnect' : 'silence';
      return { reasonCode: REASON.qosNotSupported, why: 'qos-2', kind: 'denied', by };
    }
    if (payload.length > MOST_PAYLOAD_BYTES) {
      const reasonCode = REASON.packetTooLarge;
      return { reasonCode, why: 'payload-size', kind: 'dropped', by: 'silence' };
    }
    const rate = qos === 0 ? 0 : 1;
    if (!this.#state.publishes[rate].takes(MOST_PER_SECOND[rate], now)) {
      const reasonCode = REASON.messageRateTooHigh;
      return { reasonCode, why: 'rate', kind: 'dropped', by: 'silence' };
    }
    const why = this.#isTooLong(topic)
      ? 'topic-length'
      : this.#mayPublish(topic)
        ? undefined
        : 'not-permitted';
    if (why === undefined) return undefined;
    return { reasonCode: REASON.notAuthorized, why, kind: 'denied' };
  }

  #mayPublish(topic: string): boolean {
    if (this.#state.permissions.mayPublish(topic)) return true;
    return this.#host.subDevices.behind(this.#state, topic)?.permissions.mayPublish(topic) === true;
  }

  /** For itself, or for a device signed in through it. */
  #reaches(isPermitted: (permissions: Permissions) => boolean): boolean {
    if (isPermitted(this.#state.permissions)) return true;
    const behind = this.#host.subDevices.allBehind(this.#state);
    return behind.some(({ permissions }) => isPermitted(permissions));
  }

  /** The platform's own topics have more levels than a class may have. */
  #isTooLong(topic: string): boolean {
    if (utf8Length(topic) > MOST_TOPIC_BYTES) return true;
    return topic.split('/').length - 1 > MOST_SLASHES && !/^\/(?:sys|ext)\//.test(topic);
  }

  #note(
    kind: Denial['kind'] | 'refused',
    topic: string,
    payload: Uint8Array,
    why: string,
    code?: number,
  ): void {
    const event = { kind, topic, size: payload.length, code, why };
    this.#host.note(this.#state, event, payload);
  }
}

/** English texts, for MQTT 5. */
const REASONS: Readonly<Record<string, string>> = {
  'qos-2': 'The platform has QoS 0 and 1 only.',
  'payload-size': 'The payload is larger than the platform takes.',
  rate: 'The device sends more in a second than the platform takes.',
  'topic-length': 'The topic is longer than the platform takes, or has more slashes.',
  'not-permitted':
    'The device may not do that with this topic: product key, device name, class and direction must be right.',
  'filters-per-subscribe': 'There are more filters in one SUBSCRIBE than the platform takes.',
  subscriptions: 'The device has as many subscriptions as the platform takes.',
};
