/**
 * A client for MQTT-SN 1.2 without I/O, like in a sensor. It sends one request at a time, each repeated until
 * answered. It sleeps, and polls for waiting messages. Datagrams and the time are its input, datagrams and
 * events its output.
 */
import { decodeSn } from '../decodeSn.ts';
import { encodeSn } from '../encodeSn.ts';
import {
  RETURN_CODE,
  type SnMessage,
  type SnPublish,
  type SnTopicFilter,
  type SnWill,
} from '../snMessage.ts';
import { LATE, Received } from './received.ts';
import { TopicIds } from './topicIds.ts';

export interface SnDeviceOptions {
  readonly clientId: string;
  readonly cleanSession: boolean;
  /** Seconds. */
  readonly keepAlive: number;
  readonly will?: SnWill & { readonly message: Uint8Array };
  /** Topics with a predefined id, usable without REGISTER. */
  readonly predefined?: ReadonlyMap<number, string>;
  /** ms after which a request is repeated, and the number of times. */
  readonly retry: number;
  readonly retries: number;
}

export type SnDeviceEvent =
  | { readonly kind: 'connected' }
  | { readonly kind: 'refused'; readonly returnCode: number }
  | { readonly kind: 'subscribed'; readonly filter: string; readonly returnCode: number }
  | { readonly kind: 'acknowledged'; readonly number: number; readonly returnCode: number }
  /** `topic`: undefined if the id is unknown. */
  | {
      readonly kind: 'message';
      readonly topic: string | undefined;
      readonly qos: number;
      readonly data: Uint8Array;
    }
  | { readonly kind: 'asleep' }
  /** The gateway does not answer any more, or does not know the client. */
  | { readonly kind: 'lost' };

type Task =
  | { readonly kind: 'publish'; readonly message: Outgoing }
  | { readonly kind: 'subscribe'; readonly topic: SnTopicFilter; readonly qos: 0 | 1 | 2 }
  | { readonly kind: 'sleep'; readonly seconds: number }
  | { readonly kind: 'ping' };

interface Outgoing {
  readonly number: number;
  readonly topic: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly data: Uint8Array;
  /** Assigned on first sending. */
  messageId: number;
  isReceived: boolean;
}

interface PendingMessage {
  readonly message: SnMessage;
  attempts: number;
  due: number;
}

export type SnDeviceState = 'off' | 'connecting' | 'active' | 'asleep' | 'awake';

export class SnDevice {
  readonly #options: SnDeviceOptions;
  readonly #onEvent: (event: SnDeviceEvent, now: number) => void;
  readonly #received: Received;
  #state: SnDeviceState = 'off';
  #tasks: Task[] = [];
  #asked: PendingMessage | undefined;
  readonly #ids: TopicIds;
  #messageId = 0;
  #published = 0;
  #output: Uint8Array[] = [];
  #pingDue = Number.POSITIVE_INFINITY;
  /** Another copy of the DISCONNECT that confirmed the sleep is ignored. */
  #sleptAt = Number.NEGATIVE_INFINITY;

  constructor(
    options: SnDeviceOptions,
    onEvent: (event: SnDeviceEvent, now: number) => void = () => undefined,
  ) {
    this.#options = options;
    this.#ids = new TopicIds(options.predefined);
    this.#onEvent = onEvent;
    this.#received = new Received((message) => this.#send(message));
  }

  get state(): SnDeviceState {
    return this.#state;
  }

  /** True if no request awaits an answer. */
  get isQuiet(): boolean {
    return this.#tasks.length === 0 && this.#asked === undefined;
  }

  get wakeAt(): number | undefined {
    const due = Math.min(this.#asked?.due ?? Number.POSITIVE_INFINITY, this.#pingDue);
    return due === Number.POSITIVE_INFINITY ? undefined : due;
  }

  /** Also wakes a sleeping client permanently. */
  connect(now: number): void {
    const { clientId, cleanSession, keepAlive, will } = this.#options;
    this.#state = 'connecting';
    this.#ids.clear();
    if (cleanSession) this.#begin();
    const message = { clientId, cleanSession, keepAlive, will: will !== undefined, protocolId: 1 };
    this.#ask({ type: 'connect', ...message }, now);
  }

  /** Returns the message id that its acknowledgement carries. */
  publish(topic: string, qos: 0 | 1 | 2, data: Uint8Array, retain: boolean, now: number): number {
    this.#published += 1;
    const number = this.#published;
    const message = { number, topic, qos, retain, data, messageId: 0, isReceived: false };
    this.#do({ kind: 'publish', message }, now);
    return number;
  }

  subscribe(filter: string, qos: 0 | 1 | 2, now: number): void {
    this.#do({ kind: 'subscribe', topic: this.#ids.filterOf(filter), qos }, now);
  }

  /** Sends DISCONNECT with this duration once all requests are done. */
  sleep(seconds: number, now: number): void {
    this.#do({ kind: 'sleep', seconds }, now);
  }

  /** Requests waiting messages. */
  ping(now: number): void {
    this.#do({ kind: 'ping' }, now);
  }

  /** Disconnects without sending the will. */
  disconnect(): void {
    if (this.#state !== 'off') this.#send({ type: 'disconnect', duration: undefined });
    this.switchOff();
  }

  /** Stops without a message. */
  switchOff(): void {
    this.#state = 'off';
    this.#asked = undefined;
    this.#pingDue = Number.POSITIVE_INFINITY;
  }

  takeOutput(): Uint8Array[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  elapse(now: number): void {
    const asked = this.#asked;
    if (asked !== undefined && now >= asked.due) {
      if (asked.attempts >= this.#options.retries) {
        this.#lose(now);
        return;
      }
      asked.attempts += 1;
      asked.due = now + this.#options.retry;
      this.#send('dup' in asked.message ? { ...asked.message, dup: true } : asked.message);
    }
    if (now >= this.#pingDue) {
      this.#pingDue = now + this.#options.keepAlive * 1000;
      if (this.#state === 'active' && this.isQuiet) this.ping(now);
    }
  }

  receive(bytes: Uint8Array, now: number): void {
    // The radio is off.
    if (this.#state === 'off' || this.#state === 'asleep') return;
    const message = decodeSn(bytes)?.message;
    if (message !== undefined) this.#take(message, now);
  }

  #take(message: SnMessage, now: number): void {
    const { type } = message;
    if (type === 'willtopicreq' || type === 'willmsgreq') this.#reportWill(type, now);
    else if (type === 'connack') {
      if (this.#state === 'connecting') this.#connected(message.returnCode, now);
    } else if (type === 'register') {
      const { topicId, messageId, topic } = message;
      this.#ids.told(topicId, topic);
      this.#send({ type: 'regack', topicId, messageId, returnCode: RETURN_CODE.accepted });
    } else if (type === 'publish') this.#arrived(message, now);
    else if (type === 'pubrel') this.#received.release(message.messageId, now);
    else if (type === 'disconnect') this.#disconnected(now);
    else this.#answered(message, now);
  }

  #reportWill(question: 'willtopicreq' | 'willmsgreq', now: number): void {
    const { will } = this.#options;
    if (this.#state !== 'connecting' || will === undefined) return;
    const { qos, retain, topic, message } = will;
    if (question === 'willmsgreq') this.#ask({ type: 'willmsg', message }, now);
    else this.#ask({ type: 'willtopic', will: { qos, retain, topic } }, now);
  }

  #connected(returnCode: number, now: number): void {
    this.#asked = undefined;
    if (returnCode !== RETURN_CODE.accepted) {
      this.switchOff();
      this.#onEvent({ kind: 'refused', returnCode }, now);
      return;
    }
    this.#state = 'active';
    this.#pingDue = now + (this.#options.keepAlive || Number.POSITIVE_INFINITY) * 1000;
    this.#onEvent({ kind: 'connected' }, now);
    this.#next(now);
  }

  #arrived(message: SnPublish, now: number): void {
    const topic = this.#ids.topicOf(message.topic);
    const { messageId } = message;
    if (topic === undefined) {
      const returnCode = RETURN_CODE.invalidTopicId;
      this.#send({ type: 'puback', topicId: message.topic.id, messageId, returnCode });
    }
    if (topic === undefined || !this.#received.isNew(message, now)) return;
    const { qos, data } = message;
    this.#onEvent({ kind: 'message', topic, qos, data }, now);
  }

  /** Handles the answer to the last request, or ignores the message. */
  #answered(message: SnMessage, now: number): void {
    const asked = this.#asked?.message;
    const [task] = this.#tasks;
    if (asked === undefined || task === undefined) return;
    if (message.type === 'pingresp') {
      if (asked.type !== 'pingreq') return;
      this.#done();
      if (this.#state === 'awake') this.#fallAsleep(now);
      else this.#next(now);
      return;
    }
    if (!('messageId' in message && 'messageId' in asked)) return;
    if (message.messageId !== asked.messageId) return;
    if (message.type === 'regack' && asked.type === 'register') {
      this.#asked = undefined;
      if (message.returnCode === RETURN_CODE.accepted) this.#ids.know(message.topicId, asked.topic);
      else if (task.kind === 'publish') this.#acknowledged(task.message, message.returnCode, now);
      this.#next(now);
    } else if (message.type === 'suback' && asked.type === 'subscribe') {
      this.#subscribed(asked.topic, message, now);
    } else if (task.kind === 'publish') {
      this.#publishAnswered(task.message, asked, message, now);
    }
  }

  #subscribed(
    topic: SnTopicFilter,
    { topicId, returnCode }: Extract<SnMessage, { type: 'suback' }>,
    now: number,
  ): void {
    const filter = topic.kind === 'name' ? topic.filter : (this.#ids.topicOf(topic) ?? '');
    if (topic.kind === 'name' && topicId !== 0) this.#ids.know(topicId, topic.filter);
    this.#done();
    this.#onEvent({ kind: 'subscribed', filter, returnCode }, now);
    this.#next(now);
  }

  #publishAnswered(out: Outgoing, asked: SnMessage, answer: SnMessage, now: number): void {
    if (answer.type === 'puback' && asked.type === 'publish') {
      if (answer.returnCode === RETURN_CODE.congestion) return;
      if (answer.returnCode === RETURN_CODE.accepted && out.qos === 2) return;
      this.#acknowledged(out, answer.returnCode, now);
    } else if (answer.type === 'pubrec' && asked.type === 'publish' && out.qos === 2) {
      out.isReceived = true;
      this.#ask({ type: 'pubrel', messageId: out.messageId }, now);
      return;
    } else if (answer.type === 'pubcomp' && asked.type === 'pubrel') {
      this.#acknowledged(out, RETURN_CODE.accepted, now);
    } else {
      return;
    }
    this.#next(now);
  }

  #acknowledged({ number }: Outgoing, returnCode: number, now: number): void {
    this.#done();
    this.#onEvent({ kind: 'acknowledged', number, returnCode }, now);
  }

  #disconnected(now: number): void {
    const asked = this.#asked?.message;
    if (asked?.type === 'disconnect' && asked.duration !== undefined) {
      this.#done();
      this.#fallAsleep(now);
    } else if (this.#state !== 'connecting' && now - this.#sleptAt > LATE) {
      this.#lose(now);
    }
  }

  #fallAsleep(now: number): void {
    this.#state = 'asleep';
    this.#sleptAt = now;
    this.#pingDue = Number.POSITIVE_INFINITY;
    this.#onEvent({ kind: 'asleep' }, now);
  }

  #lose(now: number): void {
    // Its owner repeats all requests except publications.
    this.#tasks = this.#tasks.filter((task) => task.kind === 'publish' && task.message.qos > 0);
    this.switchOff();
    this.#onEvent({ kind: 'lost' }, now);
  }

  #do(task: Task, now: number): void {
    // While asleep, a ping precedes requests that must wait for the active state.
    if (task.kind === 'ping' && this.#state === 'asleep') this.#tasks.unshift(task);
    else this.#tasks.push(task);
    if (this.#asked === undefined) this.#next(now);
  }

  #next(now: number): void {
    while (this.#asked === undefined) {
      const [task] = this.#tasks;
      if (task === undefined) return;
      if (this.#state === 'asleep' && task.kind === 'ping') this.#state = 'awake';
      else if (this.#state !== 'active') return;
      this.#start(task, now);
    }
  }

  #start(task: Task, now: number): void {
    switch (task.kind) {
      case 'publish':
        this.#startPublish(task.message, now);
        break;
      case 'subscribe': {
        const { topic, qos } = task;
        this.#ask({ type: 'subscribe', dup: false, qos, topic, messageId: this.#nextId() }, now);
        break;
      }
      case 'sleep':
        this.#ask({ type: 'disconnect', duration: task.seconds }, now);
        break;
      case 'ping': {
        const clientId = this.#state === 'awake' ? this.#options.clientId : '';
        this.#ask({ type: 'pingreq', clientId }, now);
        break;
      }
    }
  }

  #startPublish(out: Outgoing, now: number): void {
    if (out.isReceived) {
      this.#ask({ type: 'pubrel', messageId: out.messageId }, now);
      return;
    }
    const topic = this.#ids.idOf(out.topic);
    if (topic === undefined) {
      this.#ask({ type: 'register', topicId: 0, messageId: this.#nextId(), topic: out.topic }, now);
      return;
    }
    const dup = out.messageId !== 0;
    if (out.qos > 0 && !dup) out.messageId = this.#nextId();
    const { qos, retain, messageId, data } = out;
    const message = { type: 'publish', dup, qos, retain, topic, messageId, data } as const;
    if (qos > 0) {
      this.#ask(message, now);
      return;
    }
    this.#send(message);
    this.#done();
  }

  #ask(message: SnMessage, now: number): void {
    this.#asked = { message, attempts: 0, due: now + this.#options.retry };
    this.#send(message);
  }

  #done(): void {
    this.#asked = undefined;
    this.#tasks.shift();
  }

  /** A clean session: discards the previous state. */
  #begin(): void {
    this.#tasks = this.#tasks.filter(
      (task) => task.kind !== 'publish' || task.message.messageId === 0,
    );
    this.#received.clear();
  }

  #nextId(): number {
    this.#messageId = (this.#messageId % 0xffff) + 1;
    return this.#messageId;
  }

  #send(message: SnMessage): void {
    this.#output.push(encodeSn(message));
  }
}
