/** What is wrong with rules for payloads as they are typed. */
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
