/** What is wrong with rules for payloads as they are typed. */

import type { ConventionFault } from '../../../conventions/files/fileFaults.ts';
import { readConventionFile } from '../../../conventions/files/readFile.ts';
import { CONVENTION_FILE } from '../../../engine/conventions/conventions.ts';
import { HeldSchema } from '../../../engine/schemas/heldSchema.ts';
import type { HeldFault } from '../../../engine/schemas/keywords/schemaFaults.ts';
import { faultOfTopicFilter } from '../../../mqtt/topics.ts';
import { makeChain } from '../../../payload/chains/chain.ts';
import { MOST_RULES, type PayloadRules } from '../../../payload/chains/rules.ts';

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

/** Schemas whose faults are known: the dialog asks for them again each time it is drawn. */
const KEPT = MOST_RULES.rules * 2;
const known = new Map<string, HeldFault | undefined>();

/** An empty schema has no fault yet. */
export function schemaFault(schema: string): HeldFault | undefined {
  if (schema.trim() === '' || known.has(schema)) return known.get(schema);
  const made = HeldSchema.make(schema);
  const fault = made.ok ? undefined : made.fault;
  if (known.size >= KEPT) known.clear();
  known.set(schema, fault);
  return fault;
}

/** What is wrong with a file that is to be a convention; others have no faults here. */
export function conventionFaults(name: string, text: string): readonly ConventionFault[] {
  if (!name.endsWith(CONVENTION_FILE)) return [];
  const read = readConventionFile(text);
  return read.ok ? [] : read.faults;
}
