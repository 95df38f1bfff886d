/** A client and its gateway: the topics of ids, sleep, and violations of the rules. */
import { snMessageIn } from '../decodeSn.ts';
import { dissectSn } from '../dissectSn.ts';
import { type SnFrame, snFrameOf } from '../snFrame.ts';
import {
  RETURN_CODE,
  type SnMessage,
  type SnPublish,
  type SnTopicFilter,
  shortTopicName,
} from '../snMessage.ts';
import { refusalOf } from '../unread.ts';
import { CountedMap } from './countedMap.ts';
import type { SnDatagramSeen } from './snFlows.ts';
import { found, type SnFound } from './snTalk.ts';

export interface SnRead extends SnDatagramSeen {
  /** From 1, across all streams. */
  readonly no: number;
  /** `PUBLISH`; undefined if unknown. */
  readonly name: string | undefined;
  readonly message: SnMessage | undefined;
  readonly clientId: string | undefined;
  /** Its topic, also resolved from an id. */
  readonly topic: string | undefined;
  /** The predefined id used instead, even if its name is unknown. */
  readonly predefined: number | undefined;
  readonly problems: readonly SnFound[];
}

/** Maximum number of pending requests per side. */
const MOST_OPEN = 256;
/** Multiple of the announced time after which a gateway gives up a client. */
const KEEP_ALIVE_FACTOR = 1.5;
const SECOND = 1_000_000;

/** Requests for each type of answer. */
const ANSWERED: Partial<Record<SnMessage['type'], readonly SnMessage['type'][]>> = {
  regack: ['register'],
  puback: ['publish'],
  pubrec: ['publish'],
  pubcomp: ['pubrel', 'publish'],
  suback: ['subscribe'],
  unsuback: ['unsubscribe'],
};

interface Open {
  readonly type: SnMessage['type'];
  readonly messageId: number;
  readonly topic: string | undefined;
  readonly predefined: number | undefined;
  /** Topic id of a PUBLISH. */
  readonly topicId?: number | undefined;
  /** The answer assigns an id to it. */
  readonly isNamed: boolean;
}

/** Estimated memory of a conversation without pending requests and names. */
const CONVERSATION_BYTES = 800;
const OPEN_BYTES = 150;
const REJECTED_BYTES = 50;

const bytesOf = (text: string | undefined): number => 2 * (text?.length ?? 0);

function predefinedIn(message: SnMessage): number | undefined {
  const { type } = message;
  const isAbout = type === 'publish' || type === 'subscribe' || type === 'unsubscribe';
  return isAbout && message.topic.kind === 'predefined' ? message.topic.id : undefined;
}

type State = 'unknown' | 'away' | 'active' | 'asleep' | 'awake';

export class SnConversation {
  readonly #predefined: ReadonlyMap<number, string>;
  readonly #names = new CountedMap<number, string>(bytesOf);
  /** Registered topic ids that an answer rejected last. */
  readonly #rejected = new CountedMap<number, true>(() => REJECTED_BYTES);
  /** By direction, type and message id. */
  readonly #open = new CountedMap<string, Open>(({ topic }) => OPEN_BYTES + bytesOf(topic));
  /** The session was seen from its beginning, so an unknown id was never registered. */
  #isWhole = false;
  #state: State = 'unknown';
  #clientId: string | undefined;
  #sleep = 0;
  #heard = 0;

  constructor(predefined: ReadonlyMap<number, string>) {
    this.#predefined = predefined;
  }

  get clientId(): string | undefined {
    return this.#clientId;
  }

  /** The topic of an id from REGISTER or SUBSCRIBE, if known. */
  topicBehind(id: number): string | undefined {
    return this.#names.get(id);
  }

  /** Memory in bytes. */
  get bytes(): number {
    return (
      CONVERSATION_BYTES +
      bytesOf(this.#clientId) +
      this.#names.bytes +
      this.#rejected.bytes +
      this.#open.bytes
    );
  }

  take(seen: SnDatagramSeen, no: number): SnRead {
    const { name, problems } = dissectSn(seen.bytes);
    const frame = snFrameOf(seen.bytes);
    const message = frame && snMessageIn(frame);
    const talk: SnFound[] = [];
    this.#believe(message, seen.named);
    const about = message && this.#follow(message, seen, talk);
    if (frame !== undefined && message === undefined) this.#awaitRefusal(frame, seen.direction);
    return {
      ...seen,
      no,
      name,
      message,
      topic: about?.topic,
      predefined: about?.predefined,
      clientId: this.#clientId,
      problems: [...problems, ...talk],
    };
  }

  /** @returns the topic of the message */
  #follow(
    message: SnMessage,
    { direction, time }: SnDatagramSeen,
    talk: SnFound[],
  ): Pick<SnRead, 'topic' | 'predefined'> {
    const isOut = direction === 'out';
    if (isOut) this.#judgeSilence(time, talk);
    this.#judgeSleep(message, isOut, talk);
    const topic = this.#topicOf(message);
    const answered = this.#answer(message, direction, talk);
    judgeId(message, answered, talk);
    this.#ask(message, direction, topic, talk);
    this.#changeState(message, isOut);
    this.#learn(message, answered);
    if ('returnCode' in message && message.returnCode !== 0) {
      talk.push(
        found('caution', '5.3.10', { key: 'rejected', args: { code: message.returnCode } }),
      );
    }
    if (isOut) this.#heard = time;
    const predefined = predefinedIn(message);
    if (topic !== undefined || predefined !== undefined) return { topic, predefined };
    return { topic: answered?.topic, predefined: answered?.predefined };
  }

  #judgeSilence(time: number, talk: SnFound[]): void {
    const silent = (time - this.#heard) / SECOND;
    const isAsleep = this.#state === 'asleep' && this.#sleep > 0;
    if (!isAsleep || silent <= this.#sleep * KEEP_ALIVE_FACTOR) return;
    const args = { said: this.#sleep, silent: Math.round(silent) };
    talk.push(found('caution', '6.14', { key: 'overslept', args }));
  }

  #judgeSleep(message: SnMessage, isOut: boolean, talk: SnFound[]): void {
    const { type } = message;
    if (this.#state !== 'asleep') return;
    if (!isOut && (type === 'publish' || type === 'register')) {
      talk.push(found('protocol', '6.14', { key: 'sent-to-sleeper', args: {} }));
    }
    const mayCome = type === 'pingreq' || type === 'connect' || type === 'disconnect';
    const isAnswer = type in ANSWERED;
    if (isOut && !mayCome && !isAnswer) {
      talk.push(found('caution', '6.14', { key: 'sent-asleep', args: {} }));
    }
  }

  /** Finds the request of an answer; reports an answer without one. */
  #answer(message: SnMessage, direction: 'in' | 'out', talk: SnFound[]): Open | undefined {
    const kinds = ANSWERED[message.type];
    if (kinds === undefined || !('messageId' in message)) return undefined;
    const { messageId, type } = message;
    const asker = direction === 'in' ? 'out' : 'in';
    for (const kind of kinds) {
      const key = `${asker} ${kind} ${messageId}`;
      const open = this.#open.get(key);
      if (open === undefined) continue;
      // PUBREC does not complete the exchange.
      if (type !== 'pubrec') this.#open.delete(key);
      if (type === 'pubcomp') this.#open.delete(`${asker} publish ${messageId}`);
      return open;
    }
    const isRefusal = type === 'puback' && message.returnCode !== 0;
    if (this.#isWhole && !isRefusal) {
      talk.push(found('caution', '5.3.7', { key: 'answers-nothing', args: { messageId } }));
    }
    return undefined;
  }

  #ask(
    message: SnMessage,
    direction: 'in' | 'out',
    topic: string | undefined,
    talk: SnFound[],
  ): void {
    const { type } = message;
    if (type === 'publish') this.#judgePublish(message, direction, topic, talk);
    const asks =
      type === 'register' || type === 'subscribe' || type === 'unsubscribe' || type === 'pubrel';
    const isPublish = type === 'publish' && message.qos > 0;
    if (!asks && !isPublish) return;
    const { messageId } = message;
    const isNamed = type === 'register' || (type === 'subscribe' && message.topic.kind === 'name');
    const predefined = predefinedIn(message);
    const topicId = isPublish && message.topic.kind !== 'short' ? message.topic.id : undefined;
    this.#keepOpen(direction, { type, messageId, topic, predefined, topicId, isNamed });
  }

  #keepOpen(direction: 'in' | 'out', open: Open): void {
    if (this.#open.size >= MOST_OPEN) this.#open.clear();
    this.#open.set(`${direction} ${open.type} ${open.messageId}`, open);
  }

  /** An invalid request is answered, too. */
  #awaitRefusal(frame: SnFrame, direction: 'in' | 'out'): void {
    const refusal = refusalOf(frame);
    // A rejecting PUBACK may be sent without a request.
    if (refusal === undefined || refusal.type === 'puback' || !('messageId' in refusal)) return;
    const { type } = frame;
    const { messageId } = refusal;
    this.#keepOpen(direction, {
      type,
      messageId,
      topic: undefined,
      predefined: undefined,
      isNamed: false,
    });
  }

  #judgePublish(
    { qos, messageId, dup, topic: id }: SnPublish,
    direction: 'in' | 'out',
    topic: string | undefined,
    talk: SnFound[],
  ): void {
    const isOut = direction === 'out';
    if (isOut && qos >= 0 && this.#state === 'away') {
      talk.push(found('protocol', '6.2', { key: 'not-connected', args: {} }));
    }
    // The reserved id 0 is a separate problem.
    if (id.kind === 'normal' && this.#rejected.get(id.id) === true) {
      const breach = { key: 'rejected-topic-id', args: { id: id.id } } as const;
      talk.push(found('protocol', '5.4.11', breach));
    } else if (topic === undefined && id.kind === 'normal' && id.id !== 0 && this.#isWhole) {
      const breach = { key: 'unknown-topic-id', args: { id: id.id } } as const;
      talk.push(found('protocol', '6.5', breach));
    }
    if (qos <= 0) return;
    const known = this.#open.get(`${direction} publish ${messageId}`);
    if (known !== undefined && !dup) {
      talk.push(found('caution', '5.3.4', { key: 'again-without-dup', args: { messageId } }));
    }
    for (const { type, messageId: other } of this.#open.values()) {
      const isOther = type === 'publish' && other !== messageId;
      if (!isOther || this.#open.get(`${direction} publish ${other}`) === undefined) continue;
      const breach = { key: 'two-at-once', args: { other } } as const;
      talk.push(found('protocol', '6.6', breach));
      break;
    }
  }

  #changeState(message: SnMessage, isOut: boolean): void {
    const { type } = message;
    if (isOut && type === 'connect') {
      this.#clientId = message.clientId;
      // A session that may be older was not seen completely.
      if (message.cleanSession) this.#isWhole = true;
      if (message.cleanSession || this.#state === 'unknown') this.#begin();
      this.#state = 'away';
    } else if (!isOut && type === 'connack') {
      this.#state = message.returnCode === 0 ? 'active' : 'away';
    } else if (isOut && type === 'disconnect') {
      this.#sleep = message.duration ?? 0;
      this.#state = this.#sleep > 0 ? 'asleep' : 'away';
    } else if (isOut && type === 'pingreq' && message.clientId !== '') {
      this.#clientId ??= message.clientId;
      if (this.#state === 'asleep' || this.#state === 'unknown') this.#state = 'awake';
    } else if (!isOut && type === 'pingresp' && this.#state === 'awake') {
      this.#state = 'asleep';
    } else if (!isOut && type === 'disconnect' && this.#state !== 'asleep') {
      this.#state = 'away';
    }
  }

  #begin(): void {
    this.#open.clear();
    this.#names.clear();
    this.#rejected.clear();
  }

  #learn(message: SnMessage, answered: Open | undefined): void {
    const { type } = message;
    if (type === 'register' && message.topicId !== 0) {
      this.#names.set(message.topicId, message.topic);
    }
    if (type === 'puback' && this.#isRejection(message, answered)) {
      this.#rejected.set(message.topicId, true);
    }
    if ((type !== 'regack' && type !== 'suback') || message.topicId === 0) return;
    if (message.returnCode !== 0) {
      if (type === 'regack') this.#rejected.set(message.topicId, true);
      return;
    }
    this.#rejected.delete(message.topicId);
    const isKnown = answered?.isNamed === true && answered.topic !== undefined;
    if (isKnown) this.#names.set(message.topicId, answered.topic);
  }

  /** True if the PUBACK rejects a registered id. */
  #isRejection(
    {
      topicId,
      returnCode,
    }: Extract<SnMessage, { readonly returnCode: number; readonly topicId: number }>,
    answered: Open | undefined,
  ): boolean {
    const isRegistered = this.#names.get(topicId) !== undefined;
    const isPredefined = answered?.predefined !== undefined;
    return returnCode === RETURN_CODE.invalidTopicId && isRegistered && !isPredefined;
  }

  /** Uses the file's name for an id that no message has named. */
  #believe(message: SnMessage | undefined, named: string | undefined): void {
    if (named === undefined || message?.type !== 'publish') return;
    const { kind, id } = message.topic;
    if (kind === 'normal' && this.#names.get(id) === undefined) this.#names.set(id, named);
  }

  #topicOf(message: SnMessage): string | undefined {
    const { type } = message;
    if (type === 'publish') return this.#named(message.topic);
    if (type === 'subscribe' || type === 'unsubscribe') return this.#filterOf(message.topic);
    if (type === 'register') return message.topic;
    return type === 'willtopic' || type === 'willtopicupd' ? message.will?.topic : undefined;
  }

  #filterOf(topic: SnTopicFilter): string | undefined {
    return topic.kind === 'name' ? topic.filter : this.#named(topic);
  }

  #named({ kind, id }: { readonly kind: string; readonly id: number }): string | undefined {
    if (kind === 'short') return shortTopicName(id);
    return kind === 'predefined' ? this.#predefined.get(id) : this.#names.get(id);
  }
}

/** Judges the topic id of an answer. */
function judgeId(message: SnMessage, answered: Open | undefined, talk: SnFound[]): void {
  if (message.type === 'regack') {
    if (message.returnCode !== 0 || message.topicId !== 0) return;
    talk.push(found('protocol', '5.3.11', { key: 'accepted-without-id', args: {} }));
  } else if (message.type === 'puback' && message.returnCode === 0) {
    const { topicId: published } = answered ?? {};
    const { topicId: id } = message;
    if (published === undefined || published === id) return;
    talk.push(found('protocol', '5.4.13', { key: 'other-topic-id', args: { id, published } }));
  }
}
