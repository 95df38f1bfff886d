import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { Button, useText } from '#kit';
import type { WaitingPacket } from '../../../../broker/faults/marks.ts';
import type { RuleState } from '../../../../broker/faults/ruleSet.ts';
import { freeId } from '../../../session/faults/freeId.ts';
import { changeBetween, ruleFor } from './editedRule.ts';
import { fileOf, setRules } from './rules.ts';

interface MakeRuleProps {
  readonly connectionId: string;
  readonly rules: readonly RuleState[];
  readonly waiting: WaitingPacket;
  readonly original: Uint8Array;
  /** undefined: the typed text is not valid bytes. */
  readonly edited: Uint8Array | undefined;
}

/** Turns the edit into a rule ahead of all others. Packets like this one no longer stop. */
export function MakeRule({ connectionId, rules, waiting, original, edited }: MakeRuleProps) {
  const t = useText().breakpoints;
  const [made, setMade] = useState<string>();
  const change = edited && changeBetween(original, edited, waiting);
  const make = async (): Promise<void> => {
    if (change === undefined) return;
    const id = freeId('edit', new Set(rules.map(({ rule }) => rule.id)));
    const by = rules.find(({ rule }) => rule.id === waiting.rule)?.rule;
    const rule = { rule: ruleFor(id, waiting, by, change), enabled: true };
    const next = [{ ...rule, matched: 0, treated: 0 }, ...rules];
    if (await setRules(connectionId, fileOf(next))) setMade(id);
  };
  return (
    <span className="ml-auto flex items-center gap-2">
      {made !== undefined && <output className="text-xs text-fg-2">{t.ruleMade(made)}</output>}
      <Button
        icon={<ListPlus size={14} aria-hidden />}
        disabled={change === undefined}
        title={t.noRule}
        onClick={() => void make()}
      >
        {t.makeRule}
      </Button>
    </span>
  );
}
