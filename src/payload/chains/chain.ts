/** Builds a format from a chain: each step reads the output of the previous step. */

import { Lazy } from '../../base/lazy.ts';
import type { Localizable } from '../../base/message.ts';
import { loadFormat } from '../formats/formats.ts';
import type { SchemaFile, Step } from '../schemas/step.ts';
import type { PayloadFormat, Unwrap, WrittenAs } from '../tree/format.ts';
import { ALL_STEPS } from './allSteps.ts';
import { type ChainError, type ChainErrors, parseChain, type StepText } from './chainSyntax.ts';
import { meantStep } from './completeChain.ts';
import { hasValues, passing, picking, pickingFromAny } from './picking.ts';

export type MadeChain =
  | { readonly ok: true; readonly formats: readonly PayloadFormat[] }
  | { readonly ok: false; readonly error: ChainError };

const isError = (
  made: PayloadFormat | Localizable<ChainErrors>,
): made is Localizable<ChainErrors> => 'key' in made;

/** Returns the formats of the steps in order, each as if it were the only step. */
export function makeChain(text: string, files: readonly SchemaFile[]): MadeChain {
  const parsed = parseChain(text);
  if (!parsed.ok) return parsed;
  const formats: PayloadFormat[] = [];
  for (const [at, step] of parsed.steps.entries()) {
    const made = makeStep(step, parsed.steps[at + 1]?.name?.text, files);
    if (isError(made)) return { ok: false, error: { why: made, ...placeOf(made, step) } };
    formats.push(made);
  }
  return { ok: true, formats };
}

function makeStep(step: StepText, next: string | undefined, files: readonly SchemaFile[]) {
  const { name, args, path } = step;
  if (name === undefined) return pickingFromAny(path);
  const known = ALL_STEPS.find((one) => one.name === name.text);
  if (known === undefined) {
    const why: Localizable<ChainErrors> = {
      key: 'unknown-step',
      args: { name: name.text, meant: meantStep(name.text) },
    };
    return why;
  }
  const wrong = argumentError(known, args.length);
  if (wrong !== undefined) return wrong;
  const given = args.map(({ text }) => text);
  const made = known.make(given.length > 0 ? given : (known.argumentsBefore?.(next) ?? []), files);
  if (isError(made) || path.length === 0) return made;
  if (hasValues(made)) return picking(made, path);
  const why: Localizable<ChainErrors> = { key: 'no-values', args: { name: name.text } };
  return why;
}

function argumentError(
  { name, takes = [] }: Step,
  given: number,
): Localizable<ChainErrors> | undefined {
  const least = takes.filter(({ isOptional }) => isOptional !== true).length;
  const most = takes.at(-1)?.isRepeated === true ? Number.POSITIVE_INFINITY : takes.length;
  if (given >= least && given <= most) return undefined;
  return { key: 'arguments', args: { name, least, most } };
}

function placeOf({ key, args }: Localizable<ChainErrors>, step: StepText) {
  const { start, end } =
    ('at' in args ? step.args[args.at] : undefined) ??
    (key === 'no-values' ? step.pathSpan : step.name) ??
    step;
  return { start, end };
}

/** Unwraps payloads by a chain. A chain that cannot be used unwraps none. */
export async function chainUnwrap(text: string, files: readonly SchemaFile[]): Promise<Unwrap> {
  const made = makeChain(text, files);
  if (!made.ok) {
    return () => ({ bytes: new Uint8Array(), error: { key: 'chain', offset: 0 } });
  }
  await Promise.all(made.formats.map(loadFormat));
  const format = linked(made.formats);
  return (payload) => ({ bytes: payload, format });
}

/** The first format, which leads to the next, and so on. */
function linked(formats: readonly PayloadFormat[]): PayloadFormat | undefined {
  let next: PayloadFormat | undefined;
  for (const format of formats.toReversed()) {
    next = next === undefined ? format : leadingTo(format, next);
  }
  return next;
}

function leadingTo(format: PayloadFormat, next: PayloadFormat): PayloadFormat {
  const through = format.unwrap !== undefined ? format : throughValue(format);
  const unwrap: Unwrap = (payload, most) => {
    const said = through.unwrap?.found?.(payload, most) ?? { bytes: payload };
    return { ...said, format: readerOf(next, said.writtenAs) };
  };
  const { ofWritten } = format;
  return {
    ...through,
    unwrap: Lazy.of(unwrap),
    ...(ofWritten && {
      ofWritten: (as: WrittenAs) => {
        const own = ofWritten(as);
        return own && leadingTo(own, next);
      },
    }),
  };
}

/** A step without a path passes its one value to the next step, and text as it is. */
function throughValue(format: PayloadFormat): PayloadFormat {
  return hasValues(format) ? picking(format, []) : passing(format);
}

/** Formats of steps that read text: a number reaches them as its digits. All other steps read bytes. */
const READ_TEXTS: ReadonlySet<string> = new Set([
  'path',
  'json',
  'json-sequence',
  'text',
  'xml',
  'csv',
  'urlencoded',
  'base64-text',
  'hex-text',
]);

/** Prevents digits from being read as bytes, which would make another number. */
function readerOf(next: PayloadFormat, as: WrittenAs | undefined): PayloadFormat {
  if (as === undefined) return next;
  const own = next.ofWritten?.(as);
  if (own !== undefined) return own;
  return as === 'text' || READ_TEXTS.has(next.id) ? next : declining(next);
}

function declining({ id, name, extension }: PayloadFormat): PayloadFormat {
  const error = { key: 'written', offset: 0 } as const;
  return { id, name, extension, decode: () => ({ tree: undefined, error }) };
}
