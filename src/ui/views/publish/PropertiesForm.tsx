import { ChevronDown, ChevronRight, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { ProtocolVersion } from '../../../mqtt/packet.ts';
import { Button } from '../../kit/Button.tsx';
import { classes } from '../../kit/classes.ts';
import { boxClasses, INPUT_CLASSES } from '../../kit/Field.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { Switch } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import {
  type FormFaults,
  newUserProperty,
  type PublishForm,
  propertyCount,
} from '../../session/publish/form.ts';

interface PropertiesFormProps {
  readonly form: PublishForm;
  readonly version: ProtocolVersion;
  readonly faults: FormFaults;
  readonly onChange: (change: Partial<PublishForm>) => void;
}

/** What MQTT 5 can say beside the payload. */
export function PropertiesForm({ form, version, faults, onChange }: PropertiesFormProps) {
  const t = useFirstText().publish;
  const [open, setOpen] = useState(false);
  const count = propertyCount(form);
  if (version !== 5) {
    return count === 0 ? null : <p className="text-xs text-warn">{t.needs5}</p>;
  }
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-6 items-center gap-1 text-fg-2 hover:text-fg"
      >
        <Chevron size={12} aria-hidden />
        {t.properties}
        {count > 0 && (
          <span className="rounded-sm bg-raised px-1 text-xs/[14px] text-fg-2">{count}</span>
        )}
      </button>
      {open && (
        <div className="mt-1 flex flex-col gap-2">
          <TextField
            label={t.contentType}
            mono
            value={form.contentType}
            onChange={(contentType) => onChange({ contentType })}
            error={faults.contentType}
          />
          <TextField
            label={t.responseTopic}
            mono
            value={form.responseTopic}
            onChange={(responseTopic) => onChange({ responseTopic })}
            error={faults.responseTopic}
          />
          <div className="grid grid-cols-2 gap-2">
            <TextField
              label={t.correlationData}
              mono
              value={form.correlationData}
              onChange={(correlationData) => onChange({ correlationData })}
              error={faults.correlationData}
            />
            <TextField
              label={t.expiry}
              mono
              inputMode="numeric"
              value={form.expiry}
              onChange={(expiry) => onChange({ expiry })}
              error={faults.expiry}
            />
          </div>
          <Switch
            label={t.isText}
            checked={form.isText}
            onChange={(isText) => onChange({ isText })}
          />
          {faults.isText !== undefined && <p className="text-xs text-err">{faults.isText}</p>}
          <UserProperties form={form} onChange={onChange} />
        </div>
      )}
    </div>
  );
}

function UserProperties({ form, onChange }: Pick<PropertiesFormProps, 'form' | 'onChange'>) {
  const t = useFirstText().publish;
  const { userProperties } = form;
  const set = (id: number, change: { name?: string; value?: string }) =>
    onChange({
      userProperties: userProperties.map((one) => (one.id === id ? { ...one, ...change } : one)),
    });
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
                aria-label={part === 'name' ? t.userName(at + 1) : t.userValue(at + 1)}
                className={classes(INPUT_CLASSES, 'font-mono text-sm')}
                value={part === 'name' ? name : value}
                onChange={(event) => set(id, { [part]: event.target.value })}
                placeholder={part === 'name' ? t.namePlaceholder : t.valuePlaceholder}
                autoComplete="off"
                spellCheck={false}
              />
            </div>
          ))}
          <IconButton
            small
            label={t.removeUser(at + 1)}
            onClick={() =>
              onChange({ userProperties: userProperties.filter((one) => one.id !== id) })
            }
          >
            <X size={12} aria-hidden />
          </IconButton>
        </div>
      ))}
      <Button
        look="quiet"
        icon={<Plus size={12} aria-hidden />}
        onClick={() => onChange({ userProperties: [...userProperties, newUserProperty()] })}
      >
        {t.addUser}
      </Button>
    </fieldset>
  );
}
