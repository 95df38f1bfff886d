/** Errors in payload rules during typing. */

import type { ConventionError } from '../../../conventions/files/fileErrors.ts';
import { readConventionFile } from '../../../conventions/files/readFile.ts';
import { CONVENTION_FILE } from '../../../engine/conventions/conventions.ts';
import { CompiledSchema } from '../../../engine/schemas/compiledSchema.ts';
import type { SchemaRejection } from '../../../engine/schemas/keywords/schemaRejections.ts';
import { topicFilterError } from '../../../mqtt/tables/topics.ts';
import { makeChain } from '../../../payload/chains/chain.ts';
import type { PayloadRules, SchemaRule } from '../../../payload/chains/rules.ts';

export function isUsable({ chains, files, schemas = [] }: PayloadRules): boolean {
  return (
    chains.every(
      ({ filter, chain }) => topicFilterError(filter) === undefined && makeChain(chain, files).ok,
    ) &&
    schemas.every(({ filter }) => topicFilterError(filter) === undefined) &&
    schemaFileErrors(schemas).every((error) => error === undefined)
  );
}

/** The schemas that were asked about last: the dialog asks each time it is drawn. */
let last: readonly string[] = [];
let found: readonly (SchemaRejection | undefined)[] = [];

/** In their order. An empty schema has no error yet. */
export function schemaFileErrors(
  schemas: readonly SchemaRule[],
): readonly (SchemaRejection | undefined)[] {
  const texts = schemas.map(({ schema }) => schema).filter((text) => text.trim() !== '');
  if (texts.length !== last.length || texts.some((text, at) => text !== last[at])) {
    found = CompiledSchema.makeAll(texts).map((made) => (made.ok ? undefined : made.error));
    last = texts;
  }
  const errors = found.values();
  return schemas.map(({ schema }) => (schema.trim() === '' ? undefined : errors.next().value));
}

/** Errors in a convention file. Empty for other files. */
export function conventionErrors(name: string, text: string): readonly ConventionError[] {
  if (!name.endsWith(CONVENTION_FILE)) return [];
  const read = readConventionFile(text);
  return read.ok ? [] : read.errors;
}
