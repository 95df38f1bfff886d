/** Messages from the lines of a text or a file. */
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { texts } from '../../kit/language/useText.ts';
import { isTemplate, type Message, messageOf, sizeOf } from './form.ts';
import type { LargePayload, PublishForm } from './publishForm.ts';
import { stepIn } from './schemaFormat.ts';
import { judgeJson, payloadOf, typedIn } from './typedPayload.ts';

const MOST_LINES = 10_000;
const MOST_BYTES = 8 << 20;

interface Line {
  readonly text: string;
  /** In the text, from 1. */
  readonly number: number;
}

export interface Lines {
  readonly lines: readonly Line[];
  /** Empty lines. */
  readonly skipped: number;
}

/** The lines with text, and the number of those without. */
export function linesIn(text: string): Lines {
  const all = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const lines = all.flatMap((line, at) =>
    line.trim() === '' ? [] : [{ text: line, number: at + 1 }],
  );
  return { lines, skipped: text === '' ? 0 : all.length - lines.length };
}

type LineMessages =
  | {
      /** With the first line as payload. */
      readonly message: Message;
      readonly payloads: readonly (Uint8Array | string)[];
      readonly skipped: number;
      readonly error?: never;
    }
  | { readonly error: string };

/** Each line in the form's format, or the reason why none can be sent. */
export async function lineMessages(
  form: PublishForm,
  version: ProtocolVersion,
): Promise<LineMessages> {
  const { repeats, publish } = texts();
  const t = repeats.errors;
  const text = form.large === undefined ? form.payload : await textOf(form.large);
  if (text === undefined) return { error: t.noText(MOST_BYTES) };
  const { lines, skipped } = linesIn(text);
  if (lines.length > MOST_LINES) return { error: t.lines(MOST_LINES) };
  const isFilledIn = isTemplate({ ...form, payload: text, large: undefined });
  const payloads: (Uint8Array | string)[] = [];
  for (const { text: line, number } of lines) {
    const note =
      typedIn(form.format).json === undefined
        ? undefined
        : judgeJson(line, form.format, publish.errors).note;
    if (note !== undefined) return { error: t.line(number, note) };
    const parsed = isFilledIn ? { bytes: line } : payloadOf(line, form.format, publish.errors);
    if (parsed.bytes === undefined) return { error: t.line(number, parsed.error) };
    payloads.push(parsed.bytes);
  }
  const [first] = lines;
  if (first === undefined) return { error: t.noLines };
  const ofFirst = { ...form, payload: first.text, large: undefined };
  // Whether a line has a placeholder may differ from line to line.
  const { message, errors } = messageOf(ofFirst, version, publish.errors);
  if (message === undefined) return { error: Object.values({ ...errors })[0] ?? '' };
  const template = isFilledIn
    ? { topic: form.topic, payload: first.text, format: stepIn(form.format).step }
    : undefined;
  return { message: { ...message, ...(template && { template }) }, payloads, skipped };
}

/** Undefined if it is no text, or too large. */
async function textOf({ content }: LargePayload): Promise<string | undefined> {
  if (sizeOf(content) > MOST_BYTES) return undefined;
  return decodeUtf8(
    content instanceof Uint8Array ? content : new Uint8Array(await content.arrayBuffer()),
  );
}
