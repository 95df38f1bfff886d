/** Judges each new message by the user's alerts. Reads the packet log in slices when time permits. */
import { asText } from '../../base/text.ts';
import { peekPayload } from '../../mqtt/framing/peek.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { type Alert, alertKey, holds } from '../../payload/alerts/alert.ts';
import { payloadReader } from '../../payload/formats/reading.ts';
import type { Capture } from '../capture/capture.ts';
import type { CaptureParts } from '../capture/captureParts.ts';
import type { HeldPacket } from '../capture/heldPackets.ts';

export interface AlertState {
  /** Key by `alertKey`. */
  readonly key: string;
  readonly isOn: boolean;
  /** Times that it began. */
  readonly count: number;
  /** When it began last, µs since the capture's origin. */
  readonly began: number | undefined;
  /** Packet that began it; undefined: none, as in a silence. */
  readonly packet: number | undefined;
}

/** Maximum size of a payload that is judged, in bytes. */
const LARGEST = 256 << 10;

interface Held {
  readonly alert: Alert;
  readonly key: string;
  readonly read: ReturnType<typeof payloadReader>;
  isOn: boolean;
  count: number;
  began: number | undefined;
  packet: number | undefined;
  /** µs; time of the last message, or from which silence counts. */
  heard: number;
  /** Problems that were there before. */
  problems: number;
}

/** States of all alerts, and the alerts that began since the last report. */
export interface AlertReport {
  readonly states: readonly AlertState[];
  readonly begun: readonly Alert[];
}

export class AlertBook {
  readonly #capture: Capture;
  readonly #parts: CaptureParts;
  #held: readonly Held[] = [];
  #next = 1;
  /** Number of alerts that have judged the next packet. */
  #judged = 0;

  constructor(capture: Capture, parts: CaptureParts) {
    this.#capture = capture;
    this.#parts = parts;
  }

  get count(): number {
    return this.#held.length;
  }

  get states(): readonly AlertState[] {
    return this.#held.map(({ key, isOn, count, began, packet }) => ({
      key,
      isOn,
      count,
      began,
      packet,
    }));
  }

  /** Only messages from now on are judged. @param now µs since the capture's origin */
  set(alerts: readonly Alert[], now: number): void {
    const before = new Map(this.#held.map((held) => [held.key, held]));
    if (this.#held.length === 0) this.#next = this.#capture.newest + 1;
    this.#judged = 0;
    this.#held = alerts.map((alert) => {
      const key = alertKey(alert);
      const known = before.get(key);
      if (known !== undefined) return { ...known, alert };
      const problems = this.#problems(alert);
      const nothing = { isOn: false, count: 0, began: undefined, packet: undefined };
      return { alert, key, read: payloadReader(alert.path), ...nothing, heard: now, problems };
    });
  }

  /** Judges new messages. @returns whether all were judged, and the alerts that began */
  advance(
    hasTime: () => boolean,
    now: number,
  ): { readonly isDone: boolean; readonly begun: readonly Alert[] } {
    const begun: Alert[] = [];
    if (this.#held.length === 0) return { isDone: true, begun };
    for (const packet of this.#capture.packetsFrom(this.#next)) {
      if (packet.number !== this.#next) this.#judged = 0;
      this.#next = packet.number;
      if (!this.#look(packet, begun, hasTime)) return { isDone: false, begun };
      this.#next = packet.number + 1;
      this.#judged = 0;
      if (!hasTime()) return { isDone: false, begun };
    }
    this.#next = this.#capture.newest + 1;
    for (const held of this.#held) this.#watch(held, now, begun);
    return { isDone: true, begun };
  }

  /**
   * Reading a large payload takes a while for each alert, so the time is checked in between.
   * @returns whether all alerts have judged the packet
   */
  #look(packet: HeldPacket, begun: Alert[], hasTime: () => boolean): boolean {
    const { topic, bytes, version, number, time, direction } = packet;
    if (topic === undefined || (bytes[0] ?? 0) >> 4 !== PUBLISH) return true;
    if (packet.masked || packet.withheld) return true;
    if (direction === 'out' && !this.#parts.topics.haveSent) return true;
    const own = this.#held.filter(({ alert }) => alert.topic === topic);
    if (own.length === 0) return true;
    const payload = peekPayload(bytes, version);
    const from = this.#judged;
    for (const [at, held] of own.slice(from).entries()) {
      if (at > 0 && !hasTime()) return false;
      this.#judged += 1;
      held.heard = time;
      const { condition } = held.alert;
      if (condition.kind === 'silent' || condition.kind === 'problem') continue;
      // An empty message clears a retained one and has no value.
      if (payload === undefined || payload.length === 0 || payload.length > LARGEST) continue;
      const chosen = this.#capture.chosen.of(topic, { number });
      const isWhole = held.alert.path.length === 0;
      const found = held.read(payload, chosen) ?? (isWhole ? asText(payload) : undefined);
      // A message without the value has no effect.
      if (found === undefined) continue;
      turn(held, holds(condition, found, held.isOn), time, number, begun);
    }
    return true;
  }

  /** Conditions that need no message. */
  #watch(held: Held, now: number, begun: Alert[]): void {
    const { condition } = held.alert;
    if (condition.kind === 'silent') {
      turn(held, now - held.heard > condition.seconds * 1e6, now, undefined, begun);
    } else if (condition.kind === 'problem') {
      const problems = this.#problems(held.alert);
      if (problems > held.problems) {
        held.isOn = false;
        const newest = this.#parts.problems.store.newest(condition.severity);
        turn(held, true, now, newest?.packet, begun);
      }
      held.problems = problems;
    }
  }

  #problems({ condition }: Alert): number {
    if (condition.kind !== 'problem') return 0;
    const { total, errors } = this.#parts.problems.store.counts;
    return condition.severity === 'error' ? errors : total;
  }
}

function turn(
  held: Held,
  isOn: boolean,
  time: number,
  packet: number | undefined,
  begun: Alert[],
): void {
  if (isOn && !held.isOn) {
    held.count += 1;
    held.began = time;
    held.packet = packet;
    begun.push(held.alert);
  }
  held.isOn = isOn;
}
