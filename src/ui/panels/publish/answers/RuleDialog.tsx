import { useState } from 'react';
import { Button, Dialog, Segments, Switch, TextField, useText } from '#kit';
import type { AnswerRule } from '../../../../profiles/settings/answerRule.ts';
import {
  answersItself,
  type RuleDraft,
  type RuleErrors,
  ruleOf,
} from '../../../session/answers/ruleDraft.ts';
import { useConnection } from '../../../session/connection/connections.ts';
import { AnswerExample } from './AnswerExample.tsx';
import { AnswerFields } from './AnswerFields.tsx';

interface RuleDialogProps {
  readonly connectionId: string;
  /** undefined: it is closed. */
  readonly draft: RuleDraft | undefined;
  readonly isNew: boolean;
  readonly onChange: (draft: RuleDraft) => void;
  readonly onClose: () => void;
  readonly onSave: (rule: AnswerRule) => void;
}

/** Form of an auto-reply rule: its condition, and the published message. */
export function RuleDialog(props: RuleDialogProps) {
  const { draft, isNew, onClose } = props;
  const t = useText().answers;
  return (
    <Dialog
      open={draft !== undefined}
      label={isNew ? t.newRule : t.editRule}
      onClose={onClose}
      className="w-150 max-w-[calc(100vw-32px)]"
    >
      {draft !== undefined && <Body key={draft.id} {...props} draft={draft} />}
    </Dialog>
  );
}

function Body({
  connectionId,
  draft,
  isNew,
  onChange,
  onClose,
  onSave,
}: RuleDialogProps & { readonly draft: RuleDraft }) {
  const { answers: t, shell } = useText();
  const version = useConnection(connectionId, 'settings')?.settings?.version ?? 5;
  const [tried, setTried] = useState(false);
  const { rule, errors = {} } = ruleOf(draft, version);
  const change = (part: Partial<RuleDraft>) => onChange({ ...draft, ...part });
  const shown = tried ? errors : errorsOfFilledFields(errors, draft);
  return (
    <form
      className="flex max-h-[85vh] flex-col gap-3 overflow-auto p-4"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (rule !== undefined) onSave(rule);
      }}
    >
      <h2 className="text-base font-semibold">{isNew ? t.newRule : t.editRule}</h2>
      <TextField
        label={t.name}
        placeholder={t.nameHint}
        value={draft.name}
        onChange={(name) => change({ name })}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-semibold">{t.when}</legend>
        <div>
          <Segments
            label={t.whenKind}
            value={draft.when.kind}
            options={[
              { value: 'topic', label: t.byTopic },
              { value: 'filter', label: t.byFilter },
            ]}
            onChange={(kind) => change({ when: { ...draft.when, kind } })}
          />
        </div>
        <TextField
          label={draft.when.kind === 'topic' ? t.byTopic : t.byFilter}
          mono
          takesFocus
          placeholder={draft.when.kind === 'topic' ? t.topicExample : t.filterExample}
          value={draft.when.text}
          onChange={(text) => change({ when: { ...draft.when, text } })}
          error={shown.when}
        />
        <Switch
          label={t.alsoRetained}
          checked={draft.alsoRetained}
          onChange={(alsoRetained) => change({ alsoRetained })}
        />
      </fieldset>
      <AnswerFields
        draft={draft}
        errors={shown}
        version={version}
        doubt={answersItself(draft) ? t.itself : undefined}
        onChange={change}
      />
      {rule !== undefined && <AnswerExample connectionId={connectionId} rule={rule} />}
      <TextField
        className="w-60"
        label={t.perSecond}
        inputMode="numeric"
        value={draft.perSecond}
        onChange={(perSecond) => change({ perSecond })}
        error={shown.perSecond}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{shell.cancel}</Button>
        <Button look="primary" type="submit">
          {t.save}
        </Button>
      </div>
    </form>
  );
}

/** Fields that are still empty have no errors. */
function errorsOfFilledFields(errors: RuleErrors, { when, form }: RuleDraft): RuleErrors {
  const { when: ofWhen, topic, ...rest } = errors;
  return {
    ...rest,
    ...(ofWhen !== undefined && when.text !== '' && { when: ofWhen }),
    ...(topic !== undefined && form.topic !== '' && { topic }),
  };
}
