import { Plus } from 'lucide-react';
import { announce, Button, DialogBoundary, RowBoundary, texts, useText } from '#kit';
import { errorText } from '../../../../base/errorText.ts';
import { type AnswerRule, MOST_ANSWERS } from '../../../../profiles/settings/answerRule.ts';
import {
  answerRulesOf,
  asNew,
  letGoOn,
  setAnswerRules,
  useAnswerRules,
  withRule,
} from '../../../session/answers/answers.ts';
import { editRule, useEditedRule } from '../../../session/answers/editedRule.ts';
import { draftOfRule, newRule } from '../../../session/answers/ruleDraft.ts';
import { useConnection } from '../../../session/connection/connections.ts';
import { offerUndo } from '../../../session/dialogs/confirm.ts';
import { formFor } from '../../../session/publish/forms.ts';
import { withFormats } from '../../../session/publish/typedPayload.ts';
import { AnswerLog } from './AnswerLog.tsx';
import { DeviceRules } from './DeviceRules.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { RuleRow } from './RuleRow.tsx';
import { ruleName } from './ruleName.ts';

function put(connectionId: string, rules: readonly AnswerRule[]): void {
  told(setAnswerRules(connectionId, rules));
}

function told(saving: Promise<void>): void {
  saving.catch((error: unknown) => announce(texts().answers.notSaved(errorText(error))));
}

/** The connection's auto-reply rules with their status, and the newest replies. */
export function AnswersPanel({ connectionId }: { readonly connectionId: string }) {
  const t = useText().answers;
  const rules = useAnswerRules(connectionId);
  const connection = useConnection(connectionId, 'answers', 'settings', 'armed');
  const edited = useEditedRule(connectionId);
  const status = connection?.answers;
  const isFull = rules.length >= MOST_ANSWERS.rules;
  const remove = (rule: AnswerRule) => {
    const before = rules;
    put(
      connectionId,
      rules.filter((one) => one !== rule),
    );
    offerUndo(t.removed(ruleName(rule)), () => setAnswerRules(connectionId, before));
  };
  return (
    <section aria-label={t.title} className="flex flex-col gap-2">
      <p className="text-xs text-fg-2">{t.intro}</p>
      {connection?.settings?.readOnly === true && <p className="text-warn">{t.readOnly}</p>}
      {connection?.armed?.recording.isStopped === true && (
        <p className="text-warn">{t.notRecording}</p>
      )}
      {rules.length === 0 && <p className="text-fg-2">{t.none}</p>}
      <ul className="flex flex-col gap-1">
        {rules.map((rule) => (
          <RowBoundary key={rule.id} of={rule} role="listitem">
            <RuleRow
              connectionId={connectionId}
              rule={rule}
              status={status?.rules.find(({ id }) => id === rule.id)}
              onTurn={(isOn) => put(connectionId, withRule(rules, { ...asNew(rule), isOn }))}
              onEdit={() => withFormats(() => editRule(connectionId, draftOfRule(rule)))}
              onAgain={() => told(letGoOn(connectionId, rule.id))}
              onRemove={() => remove(rule)}
            />
          </RowBoundary>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          icon={<Plus size={14} aria-hidden />}
          disabled={isFull || connection?.settings === undefined}
          onClick={() =>
            withFormats(() => editRule(connectionId, newRule(formFor(connectionId).topic)))
          }
        >
          {t.add}
        </Button>
        <DeviceRules
          connectionId={connectionId}
          rules={rules}
          room={MOST_ANSWERS.rules - rules.length}
          onAdd={(added) => put(connectionId, [...rules, ...added])}
        />
        {isFull && <span className="text-xs text-fg-2">{t.full(MOST_ANSWERS.rules)}</span>}
      </div>
      {(status?.missed ?? 0) > 0 && <p className="text-warn">{t.missed(status?.missed ?? 0)}</p>}
      {rules.length > 0 && (
        <AnswerLog connectionId={connectionId} rules={rules} log={status?.log ?? []} />
      )}
      <DialogBoundary
        part="dialog answer rule"
        isOpen={edited !== undefined}
        onClose={() => editRule(connectionId, undefined)}
      >
        <RuleDialog
          connectionId={connectionId}
          draft={edited}
          isNew={rules.every(({ id }) => id !== edited?.id)}
          onChange={(draft) => editRule(connectionId, draft)}
          onClose={() => editRule(connectionId, undefined)}
          onSave={(rule) => {
            editRule(connectionId, undefined);
            put(connectionId, withRule(answerRulesOf(connectionId), rule));
          }}
        />
      </DialogBoundary>
    </section>
  );
}
