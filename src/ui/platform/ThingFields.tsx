import { checkValue } from '../../alibaba/alink/checkValue.ts';
import { describeType } from '../../alibaba/alink/describeType.ts';
import type { ThingType, ThingValue } from '../../alibaba/alink/thingModel.ts';
import { shownName } from '../broker/shownName.ts';
import { SelectField } from '../kit/SelectField.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useText } from '../text/useText.ts';
import {
  choicesOf,
  type FieldFault,
  type Fields,
  pathOf,
  readFields,
  type ValueDraft,
} from './valueDraft.ts';

interface ThingFieldsProps {
  readonly known: readonly ThingValue[];
  readonly fields: Fields;
  readonly onChange: (fields: Fields) => void;
  /** By path; empty until somebody tried to send. */
  readonly faults: ReadonlyMap<string, FieldFault>;
  /** Path of the struct around them. */
  readonly parent?: string;
}

/** A field for each value of a thing model, by its type; what is left empty is not sent. */
export function ThingFields({ known, fields, onChange, faults, parent }: ThingFieldsProps) {
  return (
    <div className="flex flex-col gap-3">
      {known.map((value) => (
        <ThingField
          key={value.identifier}
          value={value}
          draft={fields.get(value.identifier) ?? ''}
          faults={faults}
          path={pathOf(value.identifier, parent)}
          onChange={(draft) => onChange(new Map([...fields, [value.identifier, draft]]))}
        />
      ))}
    </div>
  );
}

interface ThingFieldProps {
  readonly value: ThingValue;
  readonly draft: ValueDraft;
  readonly faults: ReadonlyMap<string, FieldFault>;
  readonly path: string;
  readonly onChange: (draft: ValueDraft) => void;
}

/** `temperature · Cabin temperature`, or one where both are the same. */
function labelOf({ identifier, name }: ThingValue): string {
  const both = name === identifier ? identifier : `${identifier} · ${name}`;
  return shownName(both);
}

function ThingField({ value, draft, faults, path, onChange }: ThingFieldProps) {
  const t = useText().platform.field;
  const { type } = value;
  const label = labelOf(value);
  if (type.type === 'struct') {
    return (
      <fieldset className="border-l-2 border-line pl-3">
        <legend className="mb-1 text-xs text-fg-2">{label}</legend>
        <ThingFields
          known={type.members}
          fields={typeof draft === 'string' ? new Map() : draft}
          onChange={onChange}
          faults={faults}
          parent={path}
        />
      </fieldset>
    );
  }
  const text = typeof draft === 'string' ? draft : '';
  const choices = choicesOf(type);
  const hint = isUnusual(value, text) ? (
    <span className="text-warn">{t.outOfRange}</span>
  ) : (
    shownName(describeType(type))
  );
  if (choices !== undefined) {
    return (
      <SelectField
        className="max-w-80"
        label={label}
        value={text}
        options={[{ value: '', label: t.leaveOut }, ...choices]}
        hint={hint}
        onChange={onChange}
      />
    );
  }
  const fault = faults.get(path);
  return (
    <TextField
      mono
      className={type.type === 'array' ? '' : 'max-w-80'}
      label={label}
      value={text}
      hint={hint}
      inputMode={inputModeOf(type)}
      error={fault && t.faults[fault]}
      onChange={onChange}
    />
  );
}

function inputModeOf(type: ThingType): 'decimal' | 'numeric' | 'text' {
  if (type.type === 'float' || type.type === 'double') return 'decimal';
  return type.type === 'date' ? 'numeric' : 'text';
}

/** It can be sent, and does not fit the model. */
function isUnusual(value: ThingValue, text: string): boolean {
  const { values } = readFields([value], new Map([[value.identifier, text]]));
  return (
    Object.hasOwn(values, value.identifier) &&
    checkValue(value.type, values[value.identifier]) !== undefined
  );
}
