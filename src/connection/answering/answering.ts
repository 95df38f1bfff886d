/** Replies to messages by rules: examines received messages in slices and publishes the replies. */
import { packetSteps, Steps } from '../../base/steps.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { PacketCursor } from '../../engine/filtering/packetCursor.ts';
import { peekPayload } from '../../mqtt/framing/peek.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { AnswerRule } from '../../profiles/settings/answerRule.ts';
import { answerRulesIn } from '../../profiles/stored/answerRules.ts';
import type { Environment } from '../environment/environment.ts';
import { SlicedWork } from '../environment/slices.ts';
import type { AnswerEvent, Answered, AnswerStatus } from '../protocol/answerProtocol.ts';
import type { PublishOutcome } from '../protocol/publishOutcome.ts';
import type { Outbox } from '../publish/outbox.ts';
import { FILTER_LANGUAGE } from '../questions/filterRuns.ts';
import type { Filling } from '../templates/filling.ts';
import type { AnsweredPublish } from '../templates/templateSource.ts';
import { answeredAt } from './answeredAt.ts';
import { OwnMessages } from './ownMessages.ts';
import { RuleRun } from './ruleRun.ts';

/** Messages that may wait to be examined. */
const MOST_WAITING = 20_000;
/** Packets before a received one that are searched for messages of this connection. */
const MOST_BEFORE = 20_000;
/** ms during which status updates are collected. */
const GATHER = 200;
/** Entries of the log. */
const KEPT = 100;

interface TriggerPacket {
  readonly packet: number;
  /** µs. */
  readonly time: number;
}

type Out = Pick<Outbox, 'publish' | 'decide' | 'isFull' | 'isOpen' | 'isReadOnly'>;

export class Answering {
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #outbox: Out;
  readonly #filling: Filling;
  readonly #tell: (event: AnswerEvent) => void;
  readonly #cursor: PacketCursor;
  readonly #work: SlicedWork;
  readonly #own = new OwnMessages();
  /** Number of the first packet that was not searched for messages of this connection. */
  #next = 1;
  readonly #steps = new Steps();
  #runs: readonly RuleRun[] = [];
  /** Counts requests, so that only the last one takes effect. */
  #asked = 0;
  #waiting: TriggerPacket[] = [];
  #missed = 0;
  #givenUp = 0;
  #log: Answered[] = [];
  /** Runs and log entries of replies, by id of their PUBLISH. */
  readonly #sent = new Map<number, { readonly run: RuleRun; entry: Answered }>();
  #lastId = 0;
  #isTold = true;

  constructor(
    environment: Environment,
    capture: Capture,
    outbox: Out,
    filling: Filling,
    tell: (event: AnswerEvent) => void,
  ) {
    this.#environment = environment;
    this.#capture = capture;
    this.#outbox = outbox;
    this.#filling = filling;
    this.#tell = tell;
    this.#cursor = capture.cursor();
    this.#work = new SlicedWork(environment, (hasTime) => this.#look(hasTime));
  }

  /** @param stored rules in their stored form; an unchanged one continues, or stays stopped */
  async use(stored: unknown): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const rules = answerRulesIn(stored).filter(({ isOn }) => isOn);
    const runs = await Promise.all(rules.map((rule) => this.#runOf(rule)));
    if (asked !== this.#asked) return;
    this.#runs = runs;
    this.#capture.onReceived = runs.length === 0 ? undefined : (...heard) => this.#hear(...heard);
    this.#tell({ kind: 'answering', status: this.#status });
  }

  again(id: string): void {
    const run = this.#runs.find(({ rule }) => rule.id === id);
    if (run?.stopped === undefined) return;
    run.stopped = undefined;
    this.#news();
  }

  /** Reports the outcome of a reply. */
  became(id: number, outcome: PublishOutcome): void {
    const sent = this.#sent.get(id);
    if (sent === undefined) return;
    const { run } = sent;
    const entry = { ...sent.entry, outcome };
    this.#log = this.#log.map((one) => (one === sent.entry ? entry : one));
    sent.entry = entry;
    if (outcome.kind === 'held') {
      run.stopped = { packet: entry.packet };
      this.#outbox.decide(id, 'discard');
    }
    if (FAILED.has(outcome.kind)) run.failed += 1;
    if (!OPEN.has(outcome.kind)) this.#sent.delete(id);
    this.#news();
  }

  /** @param rule may be marked as stopped, but a running one knows its own state better */
  async #runOf({ isStopped, ...rule }: AnswerRule): Promise<RuleRun> {
    const before = this.#runs.find((run) => run.rule.id === rule.id);
    if (before && JSON.stringify(before.rule) === JSON.stringify(rule)) return before;
    await this.#filling.ready(rule);
    const { when } = rule;
    const language = when.kind === 'filter' ? await FILTER_LANGUAGE.load() : undefined;
    const run = new RuleRun(rule, this.#filling.maker(rule), language?.compileFilter(when.text));
    if (isStopped) run.stopped = {};
    return run;
  }

  #hear(packet: number, time: number): void {
    if (this.#waiting.length >= MOST_WAITING) this.#missed += 1;
    else this.#waiting.push({ packet, time });
    this.#work.soon();
  }

  /** @returns true if nothing waits any more */
  #look(hasTime: () => boolean): boolean {
    const cursor = this.#cursor;
    cursor.refresh();
    let done = 0;
    for (const heard of this.#waiting) {
      if (!hasTime()) break;
      done += 1;
      this.#noteOwn(heard.packet);
      const runs = cursor.moveTo(heard.packet) ? this.#matching(cursor) : [];
      if (runs.length > 0) this.#answer(runs, heard);
      const givenUp = this.#runs.reduce((sum, run) => sum + run.givenUp, 0);
      if (givenUp !== this.#givenUp) this.#news();
      this.#givenUp = givenUp;
    }
    this.#waiting.splice(0, done);
    return this.#waiting.length === 0;
  }

  /** Remembers the messages that this connection has published before a received packet. */
  #noteOwn(received: number): void {
    const cursor = this.#cursor;
    for (let at = Math.max(this.#next, received - MOST_BEFORE); at < received; at += 1) {
      if (!cursor.moveTo(at) || cursor.direction !== 'out') continue;
      if (cursor.firstByte >> 4 !== PUBLISH) continue;
      const payload = peekPayload(cursor.bytes(), cursor.version);
      const { topic, time } = cursor;
      if (topic !== undefined && payload !== undefined) this.#own.add(topic, payload, time);
    }
    this.#next = received;
  }

  /** The filters of all rules share a budget for the message. */
  #matching(cursor: PacketCursor): readonly RuleRun[] {
    this.#steps.begin(packetSteps(cursor.size));
    return this.#runs.filter(
      (run) => run.stopped === undefined && run.matches(cursor, this.#steps),
    );
  }

  #answer(runs: readonly RuleRun[], { packet, time }: TriggerPacket): void {
    const message = answeredAt(this.#cursor);
    if (message === undefined || this.#outbox.isReadOnly) return;
    // Otherwise a rule could answer its own answers.
    if (this.#own.has(message.topic, message.payload, time)) return;
    for (const run of runs) this.#send(run, packet, message);
  }

  #send(run: RuleRun, packet: number, message: AnsweredPublish): void {
    this.#news();
    const now = this.#environment.now();
    const { isOpen, isFull } = this.#outbox;
    if (!isOpen || isFull || !run.allowsReply(now)) {
      run.leftOut += 1;
      return;
    }
    const made = run.make(run.answered + 1, message);
    if (!made.ok) {
      run.failed += 1;
      this.#note(run, packet, message.topic, { kind: 'not-made', why: made });
      return;
    }
    const { topic, payload } = made;
    run.answered += 1;
    this.#lastId -= 1;
    const id = this.#lastId;
    this.#sent.set(id, { run, entry: this.#note(run, packet, topic, { kind: 'queued' }) });
    const { qos, retain } = run.rule;
    const properties = propertiesOf(run.rule, message);
    this.#outbox.publish({ id, topic, payload, qos, retain, properties });
  }

  #note(run: RuleRun, packet: number, topic: string, outcome: Answered['outcome']): Answered {
    const at = this.#environment.wallClock();
    const entry = { rule: run.rule.id, at, packet, topic, outcome };
    this.#log = [entry, ...this.#log.slice(0, KEPT - 1)];
    return entry;
  }

  get #status(): AnswerStatus {
    const rules = this.#runs.map(({ status }) => status);
    return { rules, log: this.#log, missed: this.#missed };
  }

  #news(): void {
    if (!this.#isTold) return;
    this.#isTold = false;
    this.#environment.after(GATHER, () => {
      this.#isTold = true;
      this.#tell({ kind: 'answering', status: this.#status });
    });
  }
}

const FAILED: ReadonlySet<PublishOutcome['kind']> = new Set(['refused', 'not-sent', 'held']);
/** Outcomes that another one may follow. */
const OPEN: ReadonlySet<PublishOutcome['kind']> = new Set(['queued', 'in-flight', 'timed-out']);

/** [MQTT 5, 4.10.1] A responder returns the correlation data. */
function propertiesOf(rule: AnswerRule, { correlationData }: AnsweredPublish): readonly Property[] {
  if (!rule.correlates || correlationData === undefined) return rule.properties;
  return [...rule.properties, { name: 'correlationData', value: correlationData }];
}
