/** Errors in payload rules during typing. The worker checks schemas (`useSchemaErrors.ts`). */

import type { ConventionError } from '../../../conventions/files/fileErrors.ts';
import { readConventionFile } from '../../../conventions/files/readFile.ts';
import { CONVENTION_FILE } from '../../../engine/conventions/conventions.ts';
import { topicFilterError } from '../../../mqtt/tables/topics.ts';
import { makeChain } from '../../../payload/chains/chain.ts';
import type { PayloadRules } from '../../../payload/chains/rules.ts';

/** False for an error in a topic filter or in the steps of a chain. */
export function isUsable({ chains, files, schemas = [] }: PayloadRules): boolean {
  return (
    chains.every(
      ({ filter, chain }) => topicFilterError(filter) === undefined && makeChain(chain, files).ok,
    ) && schemas.every(({ filter }) => topicFilterError(filter) === undefined)
  );
}

/** Errors in a convention file. Empty for other files. */
export function conventionErrors(name: string, text: string): readonly ConventionError[] {
  if (!name.endsWith(CONVENTION_FILE)) return [];
  const read = readConventionFile(text);
  return read.ok ? [] : read.errors;
}
