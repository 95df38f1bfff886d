/** Suggests the next part of a chain. */
import type { SchemaFile } from '../schemas/step.ts';
import { ALL_STEPS } from './allSteps.ts';
import { MOST_RULES } from './rules.ts';

export interface ChainCompletion {
  /** Range of characters that the suggestion replaces. */
  readonly from: number;
  readonly to: number;
  readonly texts: readonly string[];
}

/** The step with the name nearest to the written one. */
export function meantStep(written: string): string | undefined {
  const name = written.toLowerCase();
  const near = ALL_STEPS.map((step) => ({ name: step.name, far: distance(name, step.name) }));
  const [best] = near.toSorted((a, b) => a.far - b.far);
  return best !== undefined && best.far <= Math.max(1, Math.floor(name.length / 3))
    ? best.name
    : undefined;
}

/** Number of letters to change, add or leave out. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= Math.min(a.length, 40); i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    before = row;
  }
  return before[b.length] ?? 0;
}

const STEP_BEGUN = /(?:^|\|)\s*([a-z][a-z0-9-]*)?$/i;
const ARGUMENT_BEGUN = /(?:^|\|)\s*([a-z][a-z0-9-]*)\(((?:[^,()|]*,)*)\s*([^,()|]*)$/i;

export function completeChain(
  text: string,
  cursor: number,
  files: readonly SchemaFile[],
): ChainCompletion {
  const before = text.slice(0, cursor);
  if (before.length > MOST_RULES.chain) return { from: cursor, to: cursor, texts: [] };
  const begun = STEP_BEGUN.exec(before);
  if (begun !== null)
    return begins(
      begun[1] ?? '',
      ALL_STEPS.map(({ name }) => name),
      cursor,
    );
  const [, name, earlier = '', argument = ''] = ARGUMENT_BEGUN.exec(before) ?? [];
  if (name === undefined) return { from: cursor, to: cursor, texts: [] };
  const given = earlier.split(',').slice(0, -1);
  const step = ALL_STEPS.find((one) => one.name === name);
  const takes = step?.takes?.[given.length];
  if (takes?.kind === 'choice') return begins(argument, takes.of, cursor);
  if (takes?.kind === 'file') {
    const names = files.map((file) => file.name);
    return begins(
      argument,
      names.filter((one) => takes.endings.some((end) => one.endsWith(end))),
      cursor,
    );
  }
  if (takes?.kind === 'type') {
    const file = files.find((one) => one.name === given.at(-1)?.trim());
    const types = file === undefined ? undefined : step?.typesIn?.(file, files);
    return begins(argument, types ?? [], cursor);
  }
  return { from: cursor, to: cursor, texts: [] };
}

function begins(written: string, offered: readonly string[], cursor: number): ChainCompletion {
  const wanted = written.toLowerCase();
  const texts = offered.filter((one) => one.toLowerCase().includes(wanted) && one !== written);
  // Names that begin with the text are first.
  texts.sort(
    (a, b) =>
      Number(b.toLowerCase().startsWith(wanted)) - Number(a.toLowerCase().startsWith(wanted)),
  );
  return { from: cursor - written.length, to: cursor, texts };
}
