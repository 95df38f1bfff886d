import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import {
  Button,
  boxClasses,
  classes,
  focusTarget,
  IconButton,
  INPUT_CLASSES,
  SelectField,
  useText,
} from '#kit';
import { PROPERTIES, type PropertyName } from '../../../mqtt/tables/properties.ts';
import type { PropertyRow } from '../../../profiles/settings/propertyRow.ts';
import { mayRepeat, readRows } from '../../../profiles/settings/propertyRows.ts';

interface PropertyRowsProps {
  /** Accessible name. */
  readonly label: string;
  /** Property names of the packet. */
  readonly names: readonly PropertyName[];
  readonly rows: readonly PropertyRow[];
  readonly onChange: (rows: readonly PropertyRow[]) => void;
}

/** The properties of an MQTT 5 packet with their values. */
export function PropertyRows({ label, names, rows, onChange }: PropertyRowsProps) {
  const t = useText().properties;
  const id = useId();
  const { errors } = readRows(rows);
  const taken = new Set(rows.map(({ name }) => name));
  const free = names.filter((name) => mayRepeat(name) || !taken.has(name));
  const set = (at: number, change: Partial<PropertyRow>): void =>
    onChange(rows.map((row, place) => (place === at ? { ...row, ...change } : row)));
  const focus = (name: string): void => {
    requestAnimationFrame(() => focusTarget(name));
  };
  return (
    <fieldset aria-label={label} className="grid gap-2">
      {rows.map(({ name, value, key }, at) => {
        const error = errors.get(at);
        const said = `${id}-${at}`;
        const options = names.filter((one) => one === name || free.includes(one));
        return (
          <div key={at}>
            <div className="flex flex-wrap items-center gap-1">
              <SelectField
                className="w-56 max-sm:w-full"
                label={t.name(at + 1)}
                labelHidden
                value={name}
                options={options.map((one) => ({ value: one, label: PROPERTIES[one].label }))}
                onChange={(chosen) => set(at, { name: chosen })}
              />
              {name === 'userProperty' && (
                <Box
                  label={t.key(at + 1)}
                  value={key}
                  onChange={(text) => set(at, { key: text })}
                />
              )}
              <Box
                label={t.value(at + 1)}
                value={value}
                isWrong={error !== undefined}
                describedBy={error && said}
                focus={`${id}-value-${at}`}
                onChange={(text) => set(at, { value: text })}
              />
              <IconButton
                small
                label={t.remove(at + 1)}
                onClick={() => {
                  onChange(rows.filter((_, place) => place !== at));
                  // The pressed button is removed with its row, and the focus must not be lost with it.
                  focus(`${id}-add`);
                }}
              >
                <X size={12} aria-hidden />
              </IconButton>
            </div>
            {error !== undefined && (
              <p id={said} className="mt-1 text-xs text-err">
                {t.error(error)}
              </p>
            )}
          </div>
        );
      })}
      <div>
        <Button
          look="quiet"
          icon={<Plus size={12} aria-hidden />}
          focusName={`${id}-add`}
          disabled={free.length === 0}
          onClick={() => {
            const [name = 'userProperty'] = free;
            onChange([...rows, { name, value: '', key: '' }]);
            focus(`${id}-value-${rows.length}`);
          }}
        >
          {t.add}
        </Button>
      </div>
    </fieldset>
  );
}

interface BoxProps {
  readonly label: string;
  readonly value: string;
  readonly isWrong?: boolean;
  readonly describedBy?: string | undefined;
  readonly focus?: string;
  readonly onChange: (text: string) => void;
}

function Box({ label, value, isWrong = false, describedBy, focus, onChange }: BoxProps) {
  return (
    <span className={classes(boxClasses(isWrong), 'min-w-24 flex-1')}>
      <input
        type="text"
        aria-label={label}
        aria-invalid={isWrong || undefined}
        aria-describedby={describedBy}
        data-focus={focus}
        className={classes(INPUT_CLASSES, 'font-mono text-base')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
    </span>
  );
}
