/** Publishes templates, repeats, messages from files, and auto-replies. */
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import { PlainSent } from '../../engine/capture/plainSent.ts';
import type { AnswerRule } from '../../profiles/settings/answerRule.ts';
import { Answering } from '../answering/answering.ts';
import { previewAnswer } from '../answering/answerPreview.ts';
import type { Environment } from '../environment/environment.ts';
import { saidBy } from '../protocol/connectionFacts.ts';
import type {
  Command,
  ConnectionEvent,
  PublishRequest,
  RepeatedLines,
} from '../protocol/protocol.ts';
import type { PublishOutcome } from '../protocol/publishOutcome.ts';
import { Repeats, type Target } from '../publish/repeats.ts';
import { Filling } from '../templates/filling.ts';
import type { AnswerPreview, FilledIn, Make, TemplateSource } from '../templates/templateSource.ts';
import type { LiveConnection } from './live.ts';

type Published = Extract<
  Command,
  {
    readonly kind: 'publish' | 'repeat' | 'stop-repeating' | 'answer-by' | 'answer-again';
  }
>;

export class Publishing {
  readonly #capture: Capture;
  readonly #live: LiveConnection;
  readonly #tell: (event: ConnectionEvent) => void;
  readonly #filling: Filling;
  readonly #repeats: Repeats;
  readonly #answering: Answering;
  /** Messages whose files are being read, and those queued after them. */
  #reading = 0;
  #read = Promise.resolve();

  constructor(
    environment: Environment,
    capture: Capture,
    live: LiveConnection,
    tell: (event: ConnectionEvent) => void,
  ) {
    capture.sendsMany(PlainSent);
    this.#capture = capture;
    this.#live = live;
    this.#tell = tell;
    this.#filling = new Filling(environment, capture);
    this.#repeats = new Repeats(environment, live.outbox, tell);
    live.repeats = this.#repeats;
    this.#answering = new Answering(environment, capture, live.outbox, this.#filling, tell);
  }

  /** New messages must wait their turn. */
  get isReading(): boolean {
    return this.#reading > 0;
  }

  /** A repeat with a template runs after its resources are requested. */
  fillIn(template: TemplateSource, isSent: boolean): Promise<FilledIn> {
    return this.#filling.fillIn(template, isSent);
  }

  previewAnswer(rule: AnswerRule): Promise<AnswerPreview> {
    return previewAnswer(this.#capture, this.#filling, rule);
  }

  /** Reports the outcome of a reply. */
  became(id: number, outcome: PublishOutcome): void {
    this.#answering.became(id, outcome);
  }

  command(command: Published): void {
    switch (command.kind) {
      case 'publish':
        this.#withPayload(command.message, (message) => this.#live.outbox.publish(message));
        break;
      case 'repeat':
        this.#withPayload(command.message, (message) => {
          const targets = this.#targetsOf(message, command.topics, command.lines);
          this.#repeats.start(message, command.every, command.times, targets);
        });
        break;
      case 'stop-repeating':
        this.#repeats.stop(command.id);
        break;
      case 'answer-by':
        this.#answering.use(command.rules).catch(({ message }: Error) => {
          this.#tell({ kind: 'not-loaded', message, command });
        });
        break;
      case 'answer-again':
        this.#answering.again(command.id);
        break;
    }
  }

  /** Reads the file first; messages sent meanwhile wait. */
  #withPayload(given: PublishRequest, send: (message: PublishRequest) => void): void {
    if (given.file === undefined && !this.isReading) {
      send(given);
      return;
    }
    this.#reading += 1;
    this.#read = this.#read.then(async () => {
      const { file, ...message } = given;
      try {
        const payload = file && new Uint8Array(await file.arrayBuffer());
        send(payload ? { ...message, payload } : message);
      } catch (error) {
        const outcome = { kind: 'not-sent', why: saidBy(error) } as const;
        this.#tell({ kind: 'published', id: given.id, outcome });
      }
      this.#reading -= 1;
    });
  }

  #targetsOf(
    { topic: own, template }: PublishRequest,
    topics: readonly string[] = [own],
    lines?: RepeatedLines,
  ): Target[] {
    return topics.map((topic) => {
      if (lines !== undefined) return { topic, make: this.#lineMaker(topic, template, lines) };
      const make = template && this.#filling.maker({ ...template, topic });
      return { topic, make };
    });
  }

  #lineMaker(
    topic: string,
    template: TemplateSource | undefined,
    { payloads, from }: RepeatedLines,
  ): Make {
    return (n) => {
      const payload = payloads[(from + n - 1) % payloads.length] ?? '';
      if (template === undefined || typeof payload !== 'string')
        return { ok: true, topic, text: '', payload: asBytes(payload) };
      return this.#filling.maker({ ...template, topic, payload })(n);
    };
  }
}

const asBytes = (payload: Uint8Array | string): Uint8Array =>
  typeof payload === 'string' ? encodeUtf8(payload) : payload;
