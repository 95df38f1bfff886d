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
import type { PlatformSettings } from './devices/settings.ts';
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

export class DeviceTerms implements Admitted {
  readonly sessionName: string;
  readonly ignoresWill = true;
  /** The platform has no QoS 2 unless it is enabled. */
  readonly deliversUpTo: 1 | 2;
  readonly maximumQoS: 1 | 2;
  readonly retainAvailable = false;
  readonly keepsSubscriptions: boolean;
  readonly inFlight: number;
  readonly #state: DeviceState;
  readonly #host: TermsHost;

  constructor(state: DeviceState, host: TermsHost) {
    this.sessionName = state.sessionName;
    this.deliversUpTo = host.settings.qos2 === 'allow' ? 2 : 1;
    this.maximumQoS = this.deliversUpTo;
    this.keepsSubscriptions = !host.settings.cleanSessionClearsSubscriptions;
    this.inFlight = host.settings.unacknowledged;
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
    const { settings } = this.#host;
    const why =
      place >= settings.filtersPerSubscribe
        ? 'filters-per-subscribe'
        : held >= settings.subscriptionsPerDevice
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
    if (qos < 2) return { granted: qos, ...own };
    const { qos2Granted } = settings;
    if (qos2Granted === 128) return refuse(REASON.unspecified, REASONS['qos-2']);
    return { granted: qos2Granted, ...own };
  }

  authoriseRead(_: Client, topic: string): boolean {
    return this.#reaches((permissions) => permissions.mayReceive(topic));
  }

  published(_: Client, topic: string, { payload, qos }: PublishPacket): void {
    const sender = this.#host.subDevices.behind(this.#state, topic) ?? this.#state;
    this.#host.received(sender, topic, payload, qos === 0 ? 0 : 1);
  }

  #judge(topic: string, { qos, retain, payload }: PublishPacket): Denial | undefined {
    const { settings, now } = this.#host;
    if (qos === 2 && settings.qos2 !== 'allow') {
      const by = settings.qos2 === 'disconnect' ? 'disconnect' : 'silence';
      return { reasonCode: REASON.qosNotSupported, why: 'qos-2', kind: 'denied', by };
    }
    if (retain && settings.retain === 'disconnect') {
      const reasonCode = REASON.retainNotSupported;
      return { reasonCode, why: 'retain', kind: 'denied', by: 'disconnect' };
    }
    if (payload.length > settings.payloadBytes) {
      const by = settings.oversizedPayload === 'disconnect' ? 'disconnect' : 'silence';
      return { reasonCode: REASON.packetTooLarge, why: 'payload-size', kind: 'dropped', by };
    }
    const most = qos === 0 ? settings.qos0PerSecond : settings.qos1PerSecond;
    if (!this.#state.publishes[qos === 0 ? 0 : 1].takes(most, now)) {
      const reasonCode = REASON.messageRateTooHigh;
      return { reasonCode, why: 'rate', kind: 'dropped', by: 'silence' };
    }
    const why = this.#isTooLong(topic)
      ? 'topic-length'
      : this.#mayPublish(topic)
        ? undefined
        : 'not-permitted';
    if (why === undefined) return undefined;
    const denied = { reasonCode: REASON.notAuthorized, why, kind: 'denied' } as const;
    const { deniedPublish } = settings;
    if (deniedPublish === 'acknowledge') return denied;
    return { ...denied, by: deniedPublish === 'silent' ? 'silence' : 'disconnect' };
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
    const { topicBytes, topicSlashes } = this.#host.settings;
    if (utf8Length(topic) > topicBytes) return true;
    return topic.split('/').length - 1 > topicSlashes && !/^\/(?:sys|ext)\//.test(topic);
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
  retain: 'The platform retains nothing.',
  'payload-size': 'The payload is larger than the platform takes.',
  rate: 'The device sends more in a second than the platform takes.',
  'topic-length': 'The topic is longer than the platform takes, or has more slashes.',
  'not-permitted':
    'The device may not do that with this topic: product key, device name, class and direction must be right.',
  'filters-per-subscribe': 'There are more filters in one SUBSCRIBE than the platform takes.',
  subscriptions: 'The device has as many subscriptions as the platform takes.',
};
