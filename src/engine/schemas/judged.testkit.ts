/** Creates schemas and checks values for tests. */
import { CompiledSchema } from './compiledSchema.ts';
import type { SchemaRejection } from './keywords/schemaRejections.ts';

const textOf = (schema: unknown): string =>
  typeof schema === 'string' ? schema : JSON.stringify(schema);

export function held(schema: unknown): CompiledSchema {
  const made = CompiledSchema.make(textOf(schema));
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.schema;
}

export function errorOf(schema: unknown): SchemaRejection | undefined {
  const made = CompiledSchema.make(textOf(schema));
  return made.ok ? undefined : made.error;
}

/** Returns e.g. `payload.temp maximum 90 +0`; undefined: the value matches. */
export function judged(schema: unknown, value: unknown): string | undefined {
  const judgement = held(schema).judge(value);
  if (judgement.kind === 'not-judged') return `not judged: ${judgement.why.key}`;
  if (judgement.kind === 'match') return undefined;
  const { path, keyword, wanted, more } = judgement.breach;
  return `${path} ${keyword} ${wanted} +${more}`;
}

/** Returns e.g. `#/enum keyword list` for a rejected schema, or the result of the check. */
export function outcome(schema: unknown, value: unknown): string | undefined {
  const error = errorOf(schema);
  if (error === undefined) return judged(schema, value);
  const { key, args } = error;
  const place = 'place' in args ? args.place : '';
  return [place, key, 'expected' in args ? args.expected : ''].filter(Boolean).join(' ');
}
