/** What is wrong with rules for payloads as they are typed. */

import type { ConventionFault } from '../../../conventions/files/fileFaults.ts';
import { readConventionFile } from '../../../conventions/files/readFile.ts';
import { CONVENTION_FILE } from '../../../engine/conventions/conventions.ts';
import { type HeldFault, HeldSchema } from '../../../engine/schemas/heldSchema.ts';
import { faultOfTopicFilter } from '../../../mqtt/topics.ts';
import { makeChain } from '../../../payload/chains/chain.ts';
import type { PayloadRules } from '../../../payload/chains/rules.ts';

export function isUsable({ chains, files, schemas = [] }: PayloadRules): boolean {
  return (
    chains.every(
      ({ filter, chain }) => faultOfTopicFilter(filter) === undefined && makeChain(chain, files).ok,
    ) &&
    schemas.every(
      ({ filter, schema }) =>
        faultOfTopicFilter(filter) === undefined && schemaFault(schema) === undefined,
    )
  );
}

/** Of an empty one there is none yet. */
export function schemaFault(schema: string): HeldFault | undefined {
  if (schema.trim() === '') return undefined;
  const made = HeldSchema.make(schema);
  return made.ok ? undefined : made.fault;
}

/** What is wrong with a file that is to be a convention; others have no faults here. */
export function conventionFaults(name: string, text: string): readonly ConventionFault[] {
  if (!name.endsWith(CONVENTION_FILE)) return [];
  const read = readConventionFile(text);
  return read.ok ? [] : read.faults;
}
