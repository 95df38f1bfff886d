/** Evaluates schemas for tests. */
import { SchemaEvaluator } from './evaluator.ts';

/** The text of a schema that is given as text or as JSON. */
const textOf = (schema: unknown): string =>
  typeof schema === 'string' ? schema : JSON.stringify(schema);

/**
 * Returns e.g. `#/enum keyword` for a rejected schema, `payload.temp maximum 90 +0` for a mismatch; undefined:
 * the value matches.
 */
export function outcome(schema: unknown, value: unknown): string | undefined {
  const evaluator = new SchemaEvaluator();
  const prepared = evaluator.answer({ kind: 'prepare', text: textOf(schema), keep: 0 });
  if (prepared.kind === 'prepared' && prepared.rejection !== undefined) {
    const { key, args } = prepared.rejection;
    return 'place' in args ? `${args.place} ${key}` : key;
  }
  const judged = evaluator.answer({ kind: 'judge', schema: 0, value });
  if (judged.kind !== 'judged') return undefined;
  const { judgement } = judged;
  if (judgement.kind === 'match') return undefined;
  if (judgement.kind === 'not-judged') return `not judged: ${judgement.why.key}`;
  const { path, keyword, wanted, more } = judgement.breach;
  return [path, keyword, wanted, `+${more}`].filter(Boolean).join(' ');
}
