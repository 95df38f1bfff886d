import { useState } from 'react';
import { formatName, SelectField, Switch, useText } from '#kit';
import type { ProtocolVersion } from '../../../../mqtt/tables/packet.ts';
import { WRITTEN } from '../../../../payload/formats/written.ts';
import { QosChoice } from '../../../pieces/forms/QosChoice.tsx';
import type { RuleDraft, RuleErrors } from '../../../session/answers/ruleDraft.ts';
import type { PublishForm } from '../../../session/publish/publishForm.ts';
import { PropertiesForm } from '../properties/PropertiesForm.tsx';
import { TemplateBox } from '../templates/TemplateBox.tsx';

interface AnswerFieldsProps {
  readonly draft: RuleDraft;
  readonly errors: RuleErrors;
  readonly version: ProtocolVersion;
  readonly doubt: string | undefined;
  readonly onChange: (part: Partial<RuleDraft>) => void;
}

/** Fields of the published message. */
export function AnswerFields({ draft, errors, version, doubt, onChange }: AnswerFieldsProps) {
  const { answers: t, publish, payload: names } = useText();
  const { form } = draft;
  const [isOpen, setOpen] = useState(false);
  const set = (part: Partial<PublishForm>) => onChange({ form: { ...form, ...part } });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-semibold">{t.publishes}</legend>
      <TemplateBox
        isAnswer
        label={t.answerTopic}
        placeholder={t.answerTopicExample}
        value={form.topic}
        onChange={(topic) => set({ topic })}
        error={errors.topic}
        warnings={doubt === undefined ? [] : [doubt]}
      />
      <TemplateBox
        isAnswer
        isLong
        label={t.payload}
        value={form.payload}
        onChange={(payload) => set({ payload })}
        error={errors.payload}
      />
      <div className="flex flex-wrap items-center gap-2">
        <SelectField
          className="min-w-24 flex-1"
          label={publish.format}
          labelHidden
          value={form.format}
          options={WRITTEN.map((format) => ({
            value: format.id,
            label: formatName(format, names),
          }))}
          onChange={(format) => set({ format })}
        />
        <QosChoice label={publish.qos} value={form.qos} onChange={(qos) => set({ qos })} />
        <Switch
          label={publish.retain}
          checked={form.retain}
          onChange={(retain) => set({ retain })}
        />
      </div>
      {version === 5 && (
        <Switch
          label={t.correlates}
          checked={draft.correlates}
          onChange={(correlates) => onChange({ correlates })}
        />
      )}
      <PropertiesForm
        isAnswer
        isOpen={isOpen}
        onOpen={setOpen}
        form={form}
        version={version}
        errors={errors}
        onChange={set}
      />
    </fieldset>
  );
}
