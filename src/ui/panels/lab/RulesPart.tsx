import { Braces, Plus } from 'lucide-react';
import { useRef } from 'react';
import { Button, EmptyState, useText } from '#kit';
import type { NetworkConditions } from '../../../broker/faults/networkConditions.ts';
import type { RuleState } from '../../../broker/faults/ruleSet.ts';
import { writeNetwork } from '../../../broker/faults/writeRules.ts';
import { RuleForm } from './forms/RuleForm.tsx';
import { RuleItem } from './forms/RuleItem.tsx';
import { RulesJson } from './forms/RulesJson.tsx';
import { RulesRefusal } from './forms/RulesRefusal.tsx';
import { copyOf, draftOf, newDraft, type RuleDraft, valueOf } from './forms/ruleDraft.ts';
import { changeRulesState, fileOf, setRules, useRules } from './forms/rules.ts';

/** The rules in order, with their effects so far. */
export function RulesPart({ connectionId }: { connectionId: string }) {
  const { faults: t } = useText();
  const { rules, network, refusal, editing, json } = useRules(connectionId);
  const bar = useRef<HTMLDivElement>(null);
  if (rules === undefined) return null;
  const ids = new Set(rules.map(({ rule }) => rule.id));
  const edit = (rule: string | undefined, draft: RuleDraft): void =>
    changeRulesState(connectionId, { editing: { rule, draft } });
  const close = (): void => {
    changeRulesState(connectionId, { editing: undefined });
    // The focused button was removed.
    requestAnimationFrame(() => bar.current?.querySelector('button')?.focus());
  };
  const save = async (draft: RuleDraft): Promise<void> => {
    const values = written(rules);
    const at = rules.findIndex(({ rule }) => rule.id === editing?.rule);
    const next = at < 0 ? [...values, valueOf(draft)] : values.toSpliced(at, 1, valueOf(draft));
    if (await setRules(connectionId, { version: 1, rules: next })) close();
  };
  const form = editing !== undefined && (
    <RuleForm
      draft={editing.draft}
      isNew={editing.rule === undefined}
      taken={new Set([...ids].filter((id) => id !== editing.rule))}
      onChange={(draft) => edit(editing.rule, draft)}
      onSave={(draft) => void save(draft)}
      onCancel={close}
    />
  );
  return (
    <div>
      <div ref={bar} className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        <Button
          icon={<Plus size={14} aria-hidden />}
          disabled={editing !== undefined}
          onClick={() => edit(undefined, newDraft(ids))}
        >
          {t.rules.add}
        </Button>
        <Button
          icon={<Braces size={14} aria-hidden />}
          pressed={json !== undefined}
          onClick={() =>
            changeRulesState(connectionId, {
              json: json === undefined ? jsonText(rules, network) : undefined,
            })
          }
        >
          {t.rules.asJson}
        </Button>
        <p className="text-xs text-fg-2">{t.rules.hint}</p>
      </div>
      <RulesRefusal connectionId={connectionId} refusal={refusal} />
      {json !== undefined && (
        <RulesJson connectionId={connectionId} text={json} now={jsonText(rules, network)} />
      )}
      {rules.length === 0 && editing === undefined && (
        <EmptyState title={t.rules.none} text={t.rules.noneText} />
      )}
      <ol aria-label={t.parts.rules} className="divide-y divide-line border-b border-line">
        {rules.map((state, at) => (
          <li key={state.rule.id}>
            <RuleItem
              connectionId={connectionId}
              rules={rules}
              at={at}
              isBusy={editing !== undefined}
              onEdit={() => edit(state.rule.id, draftOf(state.rule, state.enabled))}
              onCopy={() => edit(undefined, copyOf(draftOf(state.rule, state.enabled), ids))}
            />
            {editing?.rule === state.rule.id && form}
          </li>
        ))}
        {editing !== undefined && editing.rule === undefined && <li>{form}</li>}
      </ol>
    </div>
  );
}

function written(rules: readonly RuleState[]): readonly object[] {
  return fileOf(rules).rules;
}

function jsonText(rules: readonly RuleState[], network: NetworkConditions | undefined): string {
  const file = { ...fileOf(rules), ...(network && { network: writeNetwork(network) }) };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}
