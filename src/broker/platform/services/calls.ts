/** Calls from the cloud's side that a device answers, from sending to the answer. */
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import type { CallFacts } from '../devices/commands.ts';

const REMEMBERED = 100;

export interface Order {
  readonly device: DeviceName;
  readonly what: CallFacts['what'];
  readonly identifier: string;
  readonly topic: string;
  /** JSON text. */
  readonly params: string;
  /** Topic of the answer. */
  readonly answerTopic: string;
  /** Id in the answer; undefined: its topic suffices. */
  readonly id: string | undefined;
}

export interface Answer {
  readonly topic: string;
  readonly id: string | undefined;
  readonly code: number | undefined;
  /** JSON text. */
  readonly data: string | undefined;
  /** The whole payload as JSON text, for answers without an envelope. */
  readonly whole?: string | undefined;
}

interface Answered {
  readonly call: CallFacts;
  /** False if the answer has another id than its request, or none. */
  readonly hasOwnId: boolean;
}

interface Call {
  facts: CallFacts;
  readonly key: string;
  readonly deadline: number;
  readonly notify: ((facts: CallFacts) => void)[];
}

function keyOf(topic: string, id: string | undefined): string {
  return `${topic} ${id ?? ''}`;
}

/** Calls by topic, which contains the device's names. */
export class Calls {
  /** Oldest first. */
  readonly #calls = new Map<number, Call>();
  readonly #byAnswer = new Map<string, Call>();
  #last = 0;

  /** @param now ms of the broker's clock */
  begin(order: Order, now: number, timeout: number): number {
    const call = this.#add(order, now, 'waiting', now + timeout);
    this.#byAnswer.set(call.key, call);
    return call.facts.call;
  }

  /** Nothing was sent. */
  fail(order: Order, state: 'offline' | 'not-subscribed', now: number): number {
    return this.#add(order, now, state, now).facts.call;
  }

  /** undefined if the call does not exist. A late answer still counts. */
  answer({ topic, id, code, data, whole }: Answer, now: number): Answered | undefined {
    // RRPC is identified by the topic only.
    const call =
      this.#byAnswer.get(keyOf(topic, id)) ??
      this.#byAnswer.get(keyOf(topic, undefined)) ??
      this.#onlyWaiting(topic);
    if (call === undefined) return undefined;
    this.#byAnswer.delete(call.key);
    // Rounded, because the broker's clock has too many digits.
    const latency = Math.round((now - call.facts.began) * 100) / 100;
    const told = call.facts.what === 'rrpc' ? { code: undefined, data: whole } : { code, data };
    this.#finish(call, { ...call.facts, state: 'answered', latency, ...told });
    return { call: call.facts, hasOwnId: call.key === keyOf(topic, id) };
  }

  /** The vendor's packages answer with a different id. If a single call waits, it is the answered one. */
  #onlyWaiting(topic: string): Call | undefined {
    const waiting = [...this.#byAnswer.values()].filter(
      ({ key, facts }) => facts.state === 'waiting' && key.startsWith(`${topic} `),
    );
    return waiting.length === 1 ? waiting[0] : undefined;
  }

  /** A call that this topic answers. */
  waitsOn(topic: string): CallFacts | undefined {
    return this.#byAnswer.get(keyOf(topic, undefined))?.facts;
  }

  /** Newest first. */
  of(device: DeviceName): readonly CallFacts[] {
    const name = sessionNameOf(device);
    const facts = Array.from(this.#calls.values(), (call) => call.facts);
    return facts.filter((each) => sessionNameOf(each) === name).reverse();
  }

  find(call: number): CallFacts | undefined {
    return this.#calls.get(call)?.facts;
  }

  whenDone(call: number, notify: (facts: CallFacts) => void): void {
    const known = this.#calls.get(call);
    if (known === undefined) return;
    if (known.facts.state === 'waiting') known.notify.push(notify);
    else notify(known.facts);
  }

  get wakeAt(): number | undefined {
    let earliest: number | undefined;
    for (const { facts, deadline } of this.#calls.values()) {
      if (facts.state !== 'waiting') continue;
      if (earliest === undefined || deadline < earliest) earliest = deadline;
    }
    return earliest;
  }

  elapse(now: number): void {
    for (const call of this.#calls.values()) {
      if (call.facts.state !== 'waiting' || call.deadline > now) continue;
      this.#finish(call, { ...call.facts, state: 'timed-out' });
    }
  }

  /** Waiting callers are notified that the device is gone. */
  forget(device: DeviceName): void {
    for (const { call } of this.of(device)) {
      const known = this.#calls.get(call);
      if (known !== undefined) this.#remove(known, 'offline');
    }
  }

  #add(order: Order, began: number, state: CallFacts['state'], deadline: number): Call {
    const { device, what, identifier, topic, params, answerTopic, id } = order;
    const call: Call = {
      facts: {
        call: ++this.#last,
        productKey: device.productKey,
        deviceName: device.deviceName,
        what,
        identifier,
        topic,
        params,
        began,
        state,
        latency: undefined,
        code: undefined,
        data: undefined,
      },
      key: keyOf(answerTopic, id),
      deadline,
      notify: [],
    };
    this.#calls.set(call.facts.call, call);
    for (const oldest of this.#calls.values()) {
      if (this.#calls.size <= REMEMBERED) break;
      this.#remove(oldest, 'timed-out');
    }
    return call;
  }

  #remove(call: Call, state: 'timed-out' | 'offline'): void {
    this.#calls.delete(call.facts.call);
    this.#byAnswer.delete(call.key);
    if (call.facts.state === 'waiting') this.#finish(call, { ...call.facts, state });
  }

  #finish(call: Call, facts: CallFacts): void {
    call.facts = facts;
    for (const notify of call.notify.splice(0)) notify(facts);
  }
}
