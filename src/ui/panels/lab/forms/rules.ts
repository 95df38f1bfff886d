/** The rules of the broker, and changes to them. */
import { useEffect } from 'react';
import type { Refused } from '../../../../broker/core/commands/refusals.ts';
import type { FaultCommand, FaultReply } from '../../../../broker/faults/commands.ts';
import type { NetworkConditions } from '../../../../broker/faults/networkConditions.ts';
import type { RuleState } from '../../../../broker/faults/ruleSet.ts';
import { writeRules } from '../../../../broker/faults/writeRules.ts';
import { perConnection } from '../../../session/connection/perConnection.ts';
import { askFaults, useAskedFaults } from '../../../session/faults/askFaults.ts';
import type { RuleDraft } from './ruleDraft.ts';

interface RulesState {
  /** Last reported rules. Undefined before the first report. */
  readonly rules: readonly RuleState[] | undefined;
  /** A bad network that is staged; undefined: none. */
  readonly network: NetworkConditions | undefined;
  /** Number of connections without any applicable rule. */
  readonly unreadable: number;
  readonly refusal: Refused | undefined;
  /** The rule that is edited, by its identifier in the list; undefined in it: a new one. */
  readonly editing: { readonly rule: string | undefined; readonly draft: RuleDraft } | undefined;
  /** The rules as text, while they are edited so. */
  readonly json: string | undefined;
}

const FIRST: RulesState = {
  rules: undefined,
  network: undefined,
  unreadable: 0,
  refusal: undefined,
  editing: undefined,
  json: undefined,
};

const states = perConnection(FIRST);

export const changeRulesState = states.change;

export function useRules(connectionId: string): RulesState {
  const reply = useAskedFaults(connectionId, { kind: 'list-rules' }, 500);
  useEffect(() => {
    if (reply?.kind === 'rules') changeRulesState(connectionId, toldIn(reply));
  }, [connectionId, reply]);
  return states.use(connectionId);
}

const toldIn = ({
  rules,
  network,
  unreadable = 0,
}: Extract<FaultReply, { readonly kind: 'rules' }>): Partial<RulesState> => ({
  rules,
  network,
  unreadable,
});

/** Discards the rules, because another place has its own. */
export function leaveRules(connectionId: string): void {
  changeRulesState(connectionId, FIRST);
}

/** Resolves to whether the broker accepted it. */
export async function commandRules(connectionId: string, command: FaultCommand): Promise<boolean> {
  const reply = await askFaults(connectionId, command);
  if (reply.kind === 'rules') {
    changeRulesState(connectionId, { ...toldIn(reply), refusal: undefined });
  }
  if (reply.kind === 'refused') changeRulesState(connectionId, { refusal: reply });
  return reply.kind === 'rules';
}

/** `rules`: in the file format. */
export function setRules(connectionId: string, rules: unknown): Promise<boolean> {
  return commandRules(connectionId, { kind: 'set-rules', rules });
}

/** Content of a rule file. Rules are enabled as they are now. */
export function fileOf(rules: readonly RuleState[]): ReturnType<typeof writeRules> {
  return writeRules(rules.map(({ rule, enabled }) => ({ ...rule, enabled })));
}
