/**
 * Subscribes to the untouched `#` a second time, with a higher QoS (MQTT 5). With that QoS from the start, many retained
 * messages would be lost: a broker has only some under way at a time, and discards those beyond its queue (Mosquitto:
 * 20 and 1,000). Retain Handling 1 prevents that they are sent again.
 */
import type { QoS } from '../../mqtt/tables/packet.ts';
import { touched } from '../../profiles/settings/plainSubscription.ts';
import type { SubscriptionSetting } from '../../profiles/settings/settings.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import type { Failure } from '../protocol/protocol.ts';
import type { ServerLimits } from '../protocol/serverLimits.ts';
import type { PacketIds } from './packetIds.ts';

/** ms without a retained message after which all have arrived, and the longest wait for that. */
const QUIET = 1000;
const LONGEST = 10_000;
/** ms for the SUBACK. */
const ANSWERED_WITHIN = 5000;
/** ms between the SUBSCRIBE and an end of the connection that it caused. */
const SOON = 1000;

/**
 * Reason codes of DISCONNECT that concern no request: keep alive timeout, session taken over, server shutting down,
 * administrative action, another server, maximum connect time (3.14.2.1).
 */
const OF_NO_REQUEST: ReadonlySet<number> = new Set([0x8b, 0x8d, 0x8e, 0x98, 0x9c, 0x9d, 0xa0]);

export interface RaisingLine {
  readonly limits: ServerLimits;
  /** Arrival of the newest message with RETAIN, µs; undefined if there was none. */
  readonly lastRetained: number | undefined;
  subscribe(id: number, settings: readonly SubscriptionSetting[]): void;
}

interface RaisedEvents {
  /** The broker granted this QoS. */
  readonly raised: (setting: SubscriptionSetting, qos: QoS) => void;
  /** The broker rejected it, did not answer, or ended the connection. @param instead is not tried again */
  readonly failed: (setting: SubscriptionSetting, instead: SubscriptionSetting) => void;
}

interface Request {
  setting: SubscriptionSetting;
  readonly id: number;
  /** µs */
  readonly at: number;
  state: 'open' | 'overdue' | 'answered';
}

export class RaisedQoS {
  readonly #environment: Pick<Environment, 'after' | 'now'>;
  readonly #ids: PacketIds;
  readonly #events: RaisedEvents;
  #request: Request | undefined;
  /** Identifiers of requests that were stopped before their answer. */
  readonly #late = new Set<number>();
  #cancelWait: Cancel = () => undefined;

  constructor(
    environment: Pick<Environment, 'after' | 'now'>,
    ids: PacketIds,
    events: RaisedEvents,
  ) {
    this.#environment = environment;
    this.#ids = ids;
    this.#events = events;
  }

  /**
   * Call when the first SUBSCRIBE is granted. Waits for the retained messages, and then subscribes again.
   * @returns false if the server allows no higher QoS
   */
  begin(setting: SubscriptionSetting, line: RaisingLine): boolean {
    this.stop();
    const { maximumQoS } = line.limits;
    if (maximumQoS === 0) return false;
    const begun = this.#environment.now();
    const wait = (ms: number): void => {
      this.#cancelWait = this.#environment.after(ms, () => {
        const now = this.#environment.now();
        const quiet = (now - Math.max(begun, line.lastRetained ?? begun)) / 1000;
        const left = Math.min(QUIET - quiet, LONGEST - (now - begun) / 1000);
        if (left > 0) wait(left);
        else this.#ask({ ...setting, qos: maximumQoS, retainHandling: 1 }, setting, line);
      });
    };
    wait(QUIET);
    return true;
  }

  /** Handles a SUBACK. @returns false if it answers another SUBSCRIBE */
  answered(id: number, code: number): boolean {
    if (this.#late.delete(id)) {
      this.#ids.free(id);
      return true;
    }
    const request = this.#request;
    if (request === undefined || request.id !== id || request.state === 'answered') return false;
    this.#cancelWait();
    this.#ids.free(id);
    const isOverdue = request.state === 'overdue';
    request.state = 'answered';
    // A late answer still says which QoS applies.
    if (code === 1 || code === 2) this.#events.raised(request.setting, code);
    else if (!isOverdue) this.#fail(request);
    if (isOverdue) this.#request = undefined;
    return true;
  }

  /** Call when the connection has failed, which its newest request may have caused. */
  failed(failure: Failure): void {
    const request = this.#request;
    if (request === undefined || request.state === 'overdue') return;
    const isRecent = this.#environment.now() - request.at <= SOON * 1000;
    const mayBeCause =
      failure.kind === 'lost' ||
      (failure.kind === 'disconnected' && !OF_NO_REQUEST.has(failure.code));
    if (mayBeCause && (isRecent || request.state === 'open')) this.#fail(request);
  }

  /** The subscription is another one now. */
  stop(): void {
    this.#cancelWait();
    this.#cancelWait = () => undefined;
    const request = this.#request;
    this.#request = undefined;
    if (request !== undefined && request.state !== 'answered') this.#late.add(request.id);
  }

  disconnected(): void {
    this.stop();
    for (const id of this.#late) this.#ids.free(id);
    this.#late.clear();
  }

  #ask(raised: SubscriptionSetting, setting: SubscriptionSetting, line: RaisingLine): void {
    const id = this.#ids.take();
    if (id === undefined) return;
    const request: Request = { setting, id, at: this.#environment.now(), state: 'open' };
    this.#request = request;
    line.subscribe(id, [raised]);
    this.#cancelWait = this.#environment.after(ANSWERED_WITHIN, () => {
      request.state = 'overdue';
      this.#fail(request);
    });
  }

  #fail(request: Request): void {
    const { setting } = request;
    request.setting = touched(setting);
    if (request.state === 'answered') this.#request = undefined;
    this.#events.failed(setting, request.setting);
  }
}
