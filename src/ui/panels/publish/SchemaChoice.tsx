import { FileCog } from 'lucide-react';
import { Button, SelectField, useText } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { askForRules } from '../../session/payloadRules/asked.ts';
import { bySchema } from '../../session/publish/bySchema.ts';
import { chooseFormat } from '../../session/publish/forms.ts';
import type { PublishForm } from '../../session/publish/publishForm.ts';
import { schemaFormat, stepIn } from '../../session/publish/schemaFormat.ts';
import { shownName } from '../../session/shownName.ts';

interface SchemaChoiceProps {
  readonly connectionId: string;
  readonly form: PublishForm;
  readonly kind: string;
}

/** Choice of the schema type and file for writing the payload, and a link to the files. */
export function SchemaChoice({ connectionId, form, kind }: SchemaChoiceProps) {
  const t = useText().bySchema;
  useConnection(connectionId, 'settings');
  const types = bySchema.choices(connectionId, kind);
  const { step } = stepIn(form.format);
  const chosen = types.some((one) => one.step === step) ? [] : [{ step, label: '' }];
  const options = types.map((one) => ({
    step: one.step,
    label: t.typed(shownName(one.type), shownName(one.file)),
  }));
  return (
    <div className="flex flex-wrap items-center gap-2">
      {types.length === 0 ? (
        <p className="min-w-24 flex-1 text-xs text-fg-2">{t.none}</p>
      ) : (
        <SelectField
          className="min-w-24 flex-1"
          label={t.type}
          labelHidden
          value={step}
          options={[...chosen, ...options].map((one) => ({ value: one.step, label: one.label }))}
          onChange={(next) => chooseFormat(connectionId, schemaFormat(next, connectionId))}
        />
      )}
      <Button icon={<FileCog size={14} aria-hidden />} onClick={() => askForRules(connectionId)}>
        {t.files}
      </Button>
    </div>
  );
}
