import { Plus, X } from 'lucide-react';
import {
  Button,
  boxClasses,
  classes,
  focusTarget,
  IconButton,
  inputClasses,
  Switch,
  TextField,
  useFirstText,
} from '#kit';
import { blankUserProperty } from '../../../session/publish/formProperties.ts';
import type { FormErrors, PublishForm } from '../../../session/publish/publishForm.ts';
import { readAsText } from '../../../session/publish/readAsText.ts';

export interface FieldsProps {
  readonly form: PublishForm;
  readonly errors: FormErrors;
  readonly onChange: (change: Partial<PublishForm>) => void;
  /** Uses the correlation data of the message that it answers. */
  readonly isAnswer?: boolean;
}

/** Fields for the properties of a message. */
export function PropertyFields({ form, errors, onChange, isAnswer }: FieldsProps) {
  const t = useFirstText().publish;
  const chooseText = (isText: boolean) => {
    onChange({ isText });
    const content = form.large?.content;
    // Checks the text once the file is read.
    if (isText && content instanceof Blob) void readAsText(content).then(() => onChange({}));
  };
  return (
    <div className="mt-1 flex flex-col gap-2">
      <TextField
        label={t.contentType}
        mono
        value={form.contentType}
        onChange={(contentType) => onChange({ contentType })}
        error={errors.contentType}
      />
      <TextField
        label={t.responseTopic}
        mono
        value={form.responseTopic}
        onChange={(responseTopic) => onChange({ responseTopic })}
        error={errors.responseTopic}
      />
      <div className="grid grid-cols-2 gap-2">
        {isAnswer !== true && (
          <TextField
            label={t.correlationData}
            mono
            value={form.correlationData}
            onChange={(correlationData) => onChange({ correlationData })}
            error={errors.correlationData}
          />
        )}
        <TextField
          label={t.expiry}
          mono
          inputMode="numeric"
          value={form.expiry}
          onChange={(expiry) => onChange({ expiry })}
          error={errors.expiry}
        />
        <TextField
          label={t.topicAlias}
          mono
          inputMode="numeric"
          value={form.topicAlias}
          onChange={(topicAlias) => onChange({ topicAlias })}
          error={errors.topicAlias}
        />
      </div>
      <Switch label={t.isText} checked={form.isText} onChange={chooseText} />
      {errors.isText !== undefined && <p className="text-xs text-err">{errors.isText}</p>}
      <UserProperties form={form} onChange={onChange} />
    </div>
  );
}

const ADD = 'add-user-property';
const focusName = (id: number): string => `user-property-${id}`;

function UserProperties({ form, onChange }: Pick<FieldsProps, 'form' | 'onChange'>) {
  const t = useFirstText().publish;
  const { userProperties } = form;
  const set = (id: number, change: { name?: string; value?: string }) =>
    onChange({
      userProperties: userProperties.map((one) =>
        one.id === id ? { ...one, ...change, isBlank: false } : one,
      ),
    });
  const add = () => {
    const added = blankUserProperty();
    onChange({ userProperties: [...userProperties, added] });
    requestAnimationFrame(() => focusTarget(focusName(added.id)));
  };
  const remove = (id: number) => {
    onChange({ userProperties: userProperties.filter((one) => one.id !== id) });
    // The pressed button is removed with its row, and the focus must not be lost with it.
    requestAnimationFrame(() => focusTarget(ADD));
  };
  return (
    <fieldset aria-label={t.userProperties}>
      <div aria-hidden="true" className="mb-1 text-xs text-fg-2">
        {t.userProperties}
      </div>
      {userProperties.map(({ id, name, value }, at) => (
        <div key={id} className="mb-1 flex items-center gap-1">
          {(['name', 'value'] as const).map((part) => (
            <div key={part} className={classes(boxClasses(false), 'flex-1')}>
              <input
                type="text"
                data-focus={part === 'name' ? focusName(id) : undefined}
                aria-label={part === 'name' ? t.userName(at + 1) : t.userValue(at + 1)}
                className={classes(
                  inputClasses(part === 'name' ? name : value),
                  'font-mono text-base',
                )}
                value={part === 'name' ? name : value}
                onChange={(event) => set(id, { [part]: event.target.value })}
                placeholder={part === 'name' ? t.namePlaceholder : t.valuePlaceholder}
                autoComplete="off"
                spellCheck={false}
              />
            </div>
          ))}
          <IconButton small label={t.removeUser(at + 1)} onClick={() => remove(id)}>
            <X size={12} aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button look="quiet" icon={<Plus size={12} aria-hidden />} focusName={ADD} onClick={add}>
        {t.addUser}
      </Button>
    </fieldset>
  );
}
