/** Fills in templates with the time, chance, and what this connection received. */
import type { Capture } from '../../engine/capture/capture.ts';
import { Part } from '../../mqtt/part.ts';
import { decodeUtf8 } from '../../mqtt/utf8.ts';
import { isMissing, type Typed } from '../../payload/formats/format.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import { payloadTree } from '../../payload/formats/reading.ts';
import { rowAt } from '../../payload/formats/valueAt.ts';
import { ANY_BYTES, WRITTEN } from '../../payload/formats/written.ts';
import { Filler, type Moment } from '../../payload/templates/filler.ts';
import { parseTemplate } from '../../payload/templates/parseTemplate.ts';
import type { TemplateFault } from '../../payload/templates/template.ts';
import type { FilledIn, Make, TemplateSource } from './templateSource.ts';

/** What an environment has of it. */
interface Chance {
  wallClock(): number;
  random(): number;
}

type Fillers =
  | { readonly topic: Filler; readonly payload: Filler; readonly fault?: never }
  | { readonly of: 'topic' | 'payload'; readonly fault: TemplateFault };

type Last = ReturnType<Moment['last']>;

export class Filling {
  readonly #environment: Chance;
  readonly #capture: Pick<Capture, 'lastOf'>;
  /** Of what was asked for last: what walks goes on where it was. */
  #before: { readonly key: string; readonly fillers: Fillers } | undefined;

  constructor(environment: Chance, capture: Pick<Capture, 'lastOf'>) {
    this.#environment = environment;
    this.#capture = capture;
  }

  /** One message, once what reads and writes payloads is there. */
  async fillIn(source: TemplateSource): Promise<FilledIn> {
    const typed = WRITTEN.find(({ id }) => id === source.format)?.typed;
    if (typed instanceof Part) await typed.load();
    if (`${source.topic}${source.payload}`.includes('last')) await loadFormats();
    const key = JSON.stringify(source);
    if (this.#before?.key !== key) this.#before = { key, fillers: fillersOf(source) };
    return this.#fill(this.#before.fillers, typedIn(source.format), 1);
  }

  /** Of a repeat; what `fillIn` waits for is there. */
  maker(source: TemplateSource): Make {
    const fillers = fillersOf(source);
    const typed = typedIn(source.format);
    return (n) => this.#fill(fillers, typed, n);
  }

  #fill(fillers: Fillers, typed: Typed, n: number): FilledIn {
    if (fillers.fault !== undefined) return { ok: false, ...fillers };
    const moment: Moment = {
      n,
      now: this.#environment.wallClock(),
      random: () => this.#environment.random(),
      last: (topic, path) => lastValue(this.#capture.lastOf(topic), path),
    };
    const topic = fillers.topic.fill(moment);
    if (!topic.ok) return { ok: false, of: 'topic', fault: topic.fault };
    const payload = fillers.payload.fill(moment);
    if (!payload.ok) return { ok: false, of: 'payload', fault: payload.fault };
    const { text } = payload;
    const written = typed.parse(text);
    return written.ok
      ? { ok: true, topic: topic.text, text, payload: written.bytes }
      : { ok: false, of: 'format', text, fault: written.fault };
  }
}

function typedIn(format: string): Typed {
  const typed = WRITTEN.find(({ id }) => id === format)?.typed;
  return (typed instanceof Part ? typed.found : typed) ?? ANY_BYTES.typed;
}

function fillersOf(source: TemplateSource): Fillers {
  const topic = parseTemplate(source.topic, false);
  if (!topic.ok) return { of: 'topic', fault: topic.fault };
  const payload = parseTemplate(source.payload, typedIn(source.format).json !== undefined);
  if (!payload.ok) return { of: 'payload', fault: payload.fault };
  return { topic: new Filler(topic.template), payload: new Filler(payload.template) };
}

function lastValue(payload: Uint8Array | undefined, path: readonly (string | number)[]): Last {
  if (payload === undefined) return 'no-value';
  const read = payloadTree(payload);
  const tree = read === undefined || isMissing(read) || read.fault ? undefined : read.tree;
  const row = tree && rowAt(tree, path);
  if (tree !== undefined && row !== undefined) {
    const json = tree.source(row);
    const value = tree.value(row);
    return { text: typeof value === 'string' ? value : json, json };
  }
  const text = path.length === 0 ? decodeUtf8(payload) : undefined;
  return text === undefined ? 'no-path' : { text, json: JSON.stringify(text) };
}
