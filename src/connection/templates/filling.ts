/** Fills in templates with the time, random values, and data received by this connection. */

import { formatHex } from '../../base/hex.ts';
import { Lazy } from '../../base/lazy.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { TopicMessage } from '../../engine/topics/tree/topicRow.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import { ANY_BYTES, WRITTEN } from '../../payload/formats/written.ts';
import { Filler, type Moment } from '../../payload/templates/filler.ts';
import type { AnsweredMessage } from '../../payload/templates/ofMessage.ts';
import { parseTemplate } from '../../payload/templates/parseTemplate.ts';
import type { TemplateError } from '../../payload/templates/template.ts';
import type { Typed } from '../../payload/tree/format.ts';
import { PayloadReadings } from './payloadReadings.ts';
import type { AnsweredPublish, FilledIn, Make, TemplateSource } from './templateSource.ts';

const WRITTEN_BY = new Lazy(
  async () => (await import('../../payload/chains/writtenBy.ts')).writtenBy,
);

/** Random functions of the environment. */
interface Chance {
  wallClock(): number;
  random(): number;
}

/** Messages of a capture. */
interface Messages extends Pick<Capture, 'chosen'> {
  lastMessage(topic: string): Pick<TopicMessage, 'payload' | 'packet'> | undefined;
}

type Fillers =
  | { readonly topic: Filler; readonly payload: Filler; readonly error?: never }
  | { readonly of: 'topic' | 'payload'; readonly error: TemplateError };

export class Filling {
  readonly #environment: Chance;
  readonly #capture: Messages;
  readonly #readings = new WeakMap<AnsweredPublish, PayloadReadings>();
  /** State of the last request, so that counters continue. `n`: of the next message. */
  #before: { readonly key: string; readonly fillers: Fillers; n: number } | undefined;

  constructor(environment: Chance, capture: Messages) {
    this.#environment = environment;
    this.#capture = capture;
  }

  /** Fills in one message after loading the payload formats. @param isSent advances to the next message */
  async fillIn(source: TemplateSource, isSent = false): Promise<FilledIn> {
    await this.ready(source);
    const key = JSON.stringify(source);
    if (this.#before?.key !== key)
      this.#before = { key, fillers: fillersOf(source, this.#typedIn(source.format)), n: 1 };
    const filled = this.#fill(this.#before.fillers, this.#typedIn(source.format), this.#before.n);
    if (isSent && filled.ok) this.#before.n += 1;
    return filled;
  }

  /** Loads the payload formats of a template. */
  async ready({ topic, payload, format }: TemplateSource): Promise<void> {
    const typed = WRITTEN.find(({ id }) => id === format)?.typed;
    if (typed instanceof Lazy) await typed.load();
    // A step with a schema file.
    if (typed === undefined) await WRITTEN_BY.load();
    if (!/last|payload/.test(topic + payload)) return;
    await Promise.all([loadFormats(), this.#capture.chosen.load()]);
  }

  /** For a repeat or a rule, after `ready`. */
  maker(source: TemplateSource): Make {
    const typed = this.#typedIn(source.format);
    const fillers = fillersOf(source, typed);
    return (n, answered) => this.#fill(fillers, typed, n, answered);
  }

  /** All rules that answer a message share its readings. */
  #readingsFor(answered: AnsweredPublish | undefined): PayloadReadings {
    const known = answered && this.#readings.get(answered);
    if (known !== undefined) return known;
    const readings = new PayloadReadings(this.#capture.chosen);
    if (answered !== undefined) this.#readings.set(answered, readings);
    return readings;
  }

  #typedIn(format: string): Typed {
    const typed = WRITTEN.find(({ id }) => id === format)?.typed;
    const { files } = this.#capture.chosen.rules;
    return (
      (typed instanceof Lazy ? typed.found : typed) ??
      WRITTEN_BY.found?.(format, files) ??
      ANY_BYTES.typed
    );
  }

  #fill(fillers: Fillers, typed: Typed, n: number, answered?: AnsweredPublish): FilledIn {
    if (fillers.error !== undefined) return { ok: false, ...fillers };
    const readings = this.#readingsFor(answered);
    const moment: Moment = {
      budget: readings.budget,
      n,
      now: this.#environment.wallClock(),
      random: () => this.#environment.random(),
      last: (topic, path) => {
        const last = this.#capture.lastMessage(topic);
        if (last === undefined) return 'no-value';
        return readings.valueAt({ topic, ...last }, path);
      },
      message:
        answered &&
        messageOf(answered, (path) => readings.valueAt({ ...answered, packet: undefined }, path)),
    };
    const topic = fillers.topic.fill(moment);
    if (!topic.ok) return { ok: false, of: 'topic', error: topic.error };
    const payload = fillers.payload.fill({ ...moment, topic: topic.text });
    if (!payload.ok) return { ok: false, of: 'payload', error: payload.error };
    const { text } = payload;
    const written = typed.parse(text);
    return written.ok
      ? { ok: true, topic: topic.text, text, payload: written.bytes }
      : { ok: false, of: 'format', text, error: written.error };
  }
}

function messageOf(
  { topic, responseTopic: response, correlationData: data }: AnsweredPublish,
  at: AnsweredMessage['at'],
): AnsweredMessage {
  const correlation =
    data && (decodeUtf8(data) ?? formatHex(data, data.length).replaceAll(' ', ''));
  return { topic, response, correlation, at };
}

function fillersOf(source: TemplateSource, typed: Typed): Fillers {
  const topic = parseTemplate(source.topic, false);
  if (!topic.ok) return { of: 'topic', error: topic.error };
  const payload = parseTemplate(source.payload, typed.json !== undefined);
  if (!payload.ok) return { of: 'payload', error: payload.error };
  return { topic: new Filler(topic.template), payload: new Filler(payload.template) };
}
