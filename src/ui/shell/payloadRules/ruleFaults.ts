/** What is wrong with rules for payloads as they are typed. */
import { faultOfTopicFilter } from '../../../mqtt/topics.ts';
import { makeChain } from '../../../payload/chains/chain.ts';
import type { PayloadRules } from '../../../payload/chains/rules.ts';

export function isUsable({ chains, files }: PayloadRules): boolean {
  return chains.every(
    ({ filter, chain }) => faultOfTopicFilter(filter) === undefined && makeChain(chain, files).ok,
  );
}
