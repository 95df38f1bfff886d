/**
 * The wanted subscriptions, and the broker's answer to each. SUBSCRIBE and UNSUBSCRIBE are written here
 * because mqtt.js sends nothing if a filter is subscribed to again with a lower QoS or other options.
 */

import type { ProtocolVersion, QoS, SubscribePacket } from '../../mqtt/tables/packet.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import type { SubscriptionSetting } from '../../profiles/settings/settings.ts';
import type { Environment } from '../environment/environment.ts';
import type { Failure, SubscriptionState, SubscriptionStatus } from '../protocol/protocol.ts';
import type { Unanswered } from './offendingRequests.ts';
import type { PacketIds } from './packetIds.ts';
import { RaisedQoS, type RaisingLine } from './raisedQoS.ts';
import { subscriptionError } from './subscriptionError.ts';

/** Filters in one SUBSCRIBE; the limit of Alibaba Cloud. */
const BATCH = 8;

/** Sends packets while connected. */
export interface SubscriptionsLine extends RaisingLine {
  unsubscribe(id: number, filters: readonly string[]): void;
}

export interface SubscriptionsEvents {
  readonly changed: (statuses: readonly SubscriptionStatus[]) => void;
  /** The broker does not grant the untouched filter a higher QoS than 0. It is not tried again. */
  readonly staysAtMostOnce: () => void;
}

/** A new connection. */
interface Begun {
  /** Its session is an earlier one, which has its granted subscriptions. */
  readonly resumed: boolean;
  /** The QoS of an untouched filter may rise: MQTT 5, and the session ends with the connection. */
  readonly raises: boolean;
  /** Requests one filter at a time, and calls this when each has its answer. */
  readonly settled?: (() => void) | undefined;
}

interface Wanted {
  setting: SubscriptionSetting;
  state: SubscriptionState;
}

export class Subscriptions {
  readonly #ids: PacketIds;
  readonly #events: SubscriptionsEvents;
  readonly #raised: RaisedQoS;
  #raises = false;
  readonly #wanted = new Map<string, Wanted>();
  /** Unwanted filters that the session may still hold. */
  readonly #unwanted = new Map<string, Wanted>();
  /** Filters of each SUBSCRIBE without a SUBACK, by packet identifier. */
  readonly #asked = new Map<number, readonly string[]>();
  /** Filters of each UNSUBSCRIBE without an UNSUBACK. */
  readonly #givenBack = new Map<number, readonly string[]>();
  #line: SubscriptionsLine | undefined;
  readonly #environment: Pick<Environment, 'after' | 'now'>;
  /** Time of the newest SUBSCRIBE, µs. */
  #askedAt = 0;
  /** Requested one by one, each after the answer to the previous one; undefined for all at once. */
  #queue: Wanted[] | undefined;
  #settled: () => void = () => undefined;

  constructor(
    ids: PacketIds,
    environment: Pick<Environment, 'after' | 'now'>,
    events: SubscriptionsEvents,
  ) {
    this.#ids = ids;
    this.#environment = environment;
    this.#events = events;
    this.#raised = new RaisedQoS(environment, ids, {
      raised: (setting, qos) => this.#settle(setting, { setting, state: { kind: 'granted', qos } }),
      failed: (setting, instead) => {
        this.#settle(setting, { setting: instead, state: { kind: 'granted', qos: 0 } });
        this.#events.staysAtMostOnce();
      },
    });
  }

  /** Filters without a SUBACK yet. */
  get unanswered(): readonly Unanswered[] {
    const at = this.#askedAt;
    return [...this.#asked.values()].flat().map((filter) => ({ kind: 'subscribe', filter, at }));
  }

  /**
   * Held: not requested again until the user subscribes again.
   * @param code of the DISCONNECT for it
   */
  hold(filter: string, code?: number): void {
    const wanted = this.#wanted.get(filter);
    if (wanted) wanted.state = { kind: 'held', code };
    this.#tell();
  }

  get statuses(): readonly SubscriptionStatus[] {
    return [...this.#wanted.values()].map(({ setting, state }) => ({
      subscription: setting,
      state,
    }));
  }

  /**
   * Replaces all wanted subscriptions. With `sameSession`, unwanted ones are unsubscribed on the next
   * connection, and those granted with the same options stay.
   */
  replace(settings: readonly SubscriptionSetting[], sameSession: boolean): void {
    const before = new Map(this.#wanted);
    this.#raised.stop();
    this.#wanted.clear();
    if (!sameSession) this.#unwanted.clear();
    for (const setting of settings) {
      const held = sameSession ? before.get(setting.filter) : undefined;
      const state: SubscriptionState =
        held && isSame(held.setting, setting) ? held.state : this.#initialState(setting);
      this.#wanted.set(setting.filter, { setting, state });
      this.#unwanted.delete(setting.filter);
    }
    if (sameSession) {
      for (const [filter, wanted] of before) {
        if (!this.#wanted.has(filter) && wanted.state.kind === 'granted')
          this.#unwanted.set(filter, wanted);
      }
    }
    this.#tell();
  }

  subscribe(...settings: readonly SubscriptionSetting[]): void {
    const added = settings.map((setting): Wanted => {
      const wanted = { setting, state: this.#initialState(setting) };
      this.#notRaised(setting.filter);
      this.#wanted.set(setting.filter, wanted);
      this.#unwanted.delete(setting.filter);
      return wanted;
    });
    this.#request(added.filter(({ state }) => state.kind === 'waiting'));
    this.#tell();
  }

  unsubscribe(filter: string): void {
    const wanted = this.#wanted.get(filter);
    if (!wanted) return;
    this.#notRaised(filter);
    const mayBeHeld = wanted.state.kind === 'granted' || wanted.state.kind === 'requested';
    this.#wanted.delete(filter);
    if (mayBeHeld) {
      this.#unwanted.set(filter, wanted);
      this.#release();
    }
    this.#tell();
  }

  /** Requests everything that the session does not hold. */
  connected(line: SubscriptionsLine, { resumed, raises, settled }: Begun): void {
    this.#line = line;
    this.#raises = raises;
    this.#queue = settled && [];
    this.#settled = settled ?? (() => undefined);
    if (!resumed) this.#unwanted.clear();
    for (const wanted of this.#wanted.values()) {
      const { kind } = wanted.state;
      const isSettled = kind === 'held' || (resumed && kind !== 'waiting');
      if (!isSettled) wanted.state = this.#initialState(wanted.setting);
    }
    const missing = [...this.#wanted.values()].filter(({ state }) => state.kind === 'waiting');
    this.#request(missing);
    this.#release();
    this.#askNext();
    this.#tell();
  }

  /** Call before `disconnected` if the connection was not ended by this side. */
  failed(failure: Failure): void {
    this.#raised.failed(failure);
  }

  /** @param keepsSession granted subscriptions stay granted, because the session holds them */
  disconnected(keepsSession: boolean): void {
    this.#line = undefined;
    this.#raised.disconnected();
    for (const id of [...this.#asked.keys(), ...this.#givenBack.keys()]) this.#ids.free(id);
    this.#asked.clear();
    this.#givenBack.clear();
    this.#queue = undefined;
    this.#settled = () => undefined;
    for (const wanted of this.#wanted.values()) {
      if (wanted.state.kind === 'held') continue;
      if (wanted.state.kind === 'requested' || !keepsSession) {
        wanted.state = this.#initialState(wanted.setting);
      }
    }
    this.#tell();
  }

  /**
   * Handles a SUBACK. False if the number of codes differs from the number of requested filters.
   * [MQTT-3.8.4-6]
   */
  granted(id: number, codes: readonly number[], reasonString: string | undefined): boolean {
    const filters = this.#take(this.#asked, id);
    if (!filters) {
      const [code] = codes;
      return code === undefined || !this.#raised.answered(id, code) || codes.length === 1;
    }
    if (filters.length !== codes.length) return false;
    for (const [index, filter] of filters.entries()) {
      const wanted = this.#wanted.get(filter);
      const code = codes[index] ?? 0x80;
      if (!wanted) continue;
      wanted.state =
        code === 0 || code === 1 || code === 2
          ? this.#grantedState(wanted.setting, code)
          : { kind: 'refused', code, reasonString };
    }
    this.#askNext();
    this.#tell();
    return true;
  }

  /**
   * Handles an UNSUBACK; there are no codes before MQTT 5. A rejected filter is still held, and is shown
   * again.
   */
  released(id: number, codes: readonly number[]): void {
    const filters = this.#take(this.#givenBack, id) ?? [];
    for (const [index, filter] of filters.entries()) {
      const held = this.#unwanted.get(filter);
      this.#unwanted.delete(filter);
      if (held && isFailure(codes[index])) this.#wanted.set(filter, held);
    }
    this.#tell();
  }

  #take(from: Map<number, readonly string[]>, id: number): readonly string[] | undefined {
    const filters = from.get(id);
    if (!filters) return undefined;
    from.delete(id);
    this.#ids.free(id);
    return filters;
  }

  #request(missing: readonly Wanted[]): void {
    if (this.#queue) {
      this.#queue.push(...missing);
      this.#askNext();
      return;
    }
    this.#ask(missing);
  }

  #askNext(): void {
    if (!this.#queue || this.#asked.size > 0) return;
    const next = this.#queue.shift();
    if (next === undefined) {
      this.#queue = undefined;
      this.#settled();
    } else if (this.#wanted.get(next.setting.filter) !== next || next.state.kind !== 'waiting') {
      this.#askNext();
    } else this.#ask([next]);
  }

  #ask(missing: readonly Wanted[]): void {
    const line = this.#line;
    if (!line) return;
    for (const batch of batchesOf(missing)) {
      const id = this.#ids.take();
      if (id === undefined) return;
      this.#askedAt = this.#environment.now();
      this.#asked.set(
        id,
        batch.map(({ setting }) => setting.filter),
      );
      for (const wanted of batch) wanted.state = { kind: 'requested' };
      line.subscribe(
        id,
        batch.map(({ setting }) => setting),
      );
    }
  }

  #release(): void {
    const line = this.#line;
    if (!line) return;
    const asked = new Set([...this.#givenBack.values()].flat());
    const filters = [...this.#unwanted.keys()].filter((filter) => !asked.has(filter));
    for (let from = 0; from < filters.length; from += BATCH) {
      const batch = filters.slice(from, from + BATCH);
      const id = this.#ids.take();
      if (id === undefined) return;
      this.#givenBack.set(id, batch);
      line.unsubscribe(id, batch);
    }
  }

  /** A filter that cannot be granted is not sent, because a broker would end the connection for it. */
  #initialState(setting: SubscriptionSetting): SubscriptionState {
    const why = subscriptionError(setting, this.#line?.limits);
    return why === undefined ? { kind: 'waiting' } : { kind: 'not-sent', why };
  }

  #grantedState(setting: SubscriptionSetting, qos: QoS): SubscriptionState {
    const raises =
      this.#raises &&
      setting.isUntouched === true &&
      this.#line !== undefined &&
      this.#raised.begin(setting, this.#line);
    return raises ? { kind: 'granted', qos, raises } : { kind: 'granted', qos };
  }

  /** The user's own request for the filter replaces ours. */
  #notRaised(filter: string): void {
    if (this.#wanted.get(filter)?.setting.isUntouched === true) this.#raised.stop();
  }

  /** Enters the result of a second SUBSCRIBE, unless the user has replaced the subscription. */
  #settle(setting: SubscriptionSetting, result: Wanted): void {
    if (this.#wanted.get(setting.filter)?.setting !== setting) return;
    this.#wanted.set(setting.filter, result);
    this.#tell();
  }

  #tell(): void {
    this.#events.changed(this.statuses);
  }
}

/** Filters of one SUBSCRIBE share its properties. */
function batchesOf(missing: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const batches: Wanted[][] = [];
  for (const wanted of missing) {
    const last = batches.at(-1);
    const [first] = last ?? [];
    const fits = last !== undefined && last.length < BATCH;
    if (fits && first && hasSameProperties(first.setting, wanted.setting)) last.push(wanted);
    else batches.push([wanted]);
  }
  return batches;
}

function hasSameProperties(one: SubscriptionSetting, other: SubscriptionSetting): boolean {
  return JSON.stringify(one.properties ?? []) === JSON.stringify(other.properties ?? []);
}

function isSame(one: SubscriptionSetting, other: SubscriptionSetting): boolean {
  return (
    one.qos === other.qos &&
    one.noLocal === other.noLocal &&
    one.retainAsPublished === other.retainAsPublished &&
    one.retainHandling === other.retainHandling &&
    hasSameProperties(one, other)
  );
}

/** A SUBSCRIBE for these filters; options that the version lacks are left out. */
export function subscribePacket(
  packetId: number,
  settings: readonly SubscriptionSetting[],
  version: ProtocolVersion,
): SubscribePacket {
  const hasOptions = version === 5;
  return {
    type: 'subscribe',
    packetId,
    properties: (hasOptions && settings[0]?.properties) || [],
    subscriptions: settings.map((setting) => ({
      filter: setting.filter,
      qos: setting.qos,
      noLocal: hasOptions && setting.noLocal,
      retainAsPublished: hasOptions && setting.retainAsPublished,
      retainHandling: hasOptions ? setting.retainHandling : 0,
    })),
  };
}
