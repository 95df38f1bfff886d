import { useEffect, useId, useRef, useState } from 'react';
import type { ThingValue } from '../../alibaba/alink/thingModel.ts';
import { Button } from '../kit/Button.tsx';
import { Segments } from '../kit/Segments.tsx';
import { useText } from '../text/useText.ts';
import { JsonField } from './JsonField.tsx';
import { ThingFields } from './ThingFields.tsx';
import { type FieldFault, fieldsOf, parseObject, readFields } from './valueDraft.ts';

interface ParamsFormProps {
  /** Accessible name. */
  readonly name: string;
  readonly hint?: string;
  /** By the thing model; undefined: there is JSON alone. */
  readonly known: readonly ThingValue[] | undefined;
  /** To begin with. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly startWith: 'form' | 'json';
  /** Label of the JSON. */
  readonly label: string;
  readonly action: string;
  /** JSON text of an object. */
  readonly onSend: (params: string) => void;
  readonly onCancel?: () => void;
  readonly isBusy?: boolean;
  /** Somebody asked for it just now. */
  readonly takesFocus?: boolean;
}

const NONE: readonly ThingValue[] = [];
const NO_FAULTS: ReadonlyMap<string, FieldFault> = new Map();

/** What one types into; the choice between form and JSON stands before it. */
const TYPED = 'input[type=text], select, textarea';

const laidOut = (values: unknown): string => JSON.stringify(values, undefined, 2);

/** Values for the device, as a form by the thing model or as JSON; each takes up what was typed into the other. */
export function ParamsForm(props: ParamsFormProps) {
  const t = useText().platform;
  const { known = NONE, onSend } = props;
  const [mode, setMode] = useState(props.known === undefined ? 'json' : props.startWith);
  const [fields, setFields] = useState(() => fieldsOf(known, props.values));
  const [json, setJson] = useState(() => laidOut(props.values));
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const takesFocus = props.takesFocus !== false;
  useEffect(() => {
    if (takesFocus) form.current?.querySelector<HTMLElement>(TYPED)?.focus();
  }, [takesFocus]);
  const read = readFields(known, fields);
  const parsed = parseObject(json);
  const choose = (next: 'form' | 'json'): void => {
    setTried(false);
    if (next === 'json' && read.faults.size === 0) setJson(laidOut(read.values));
    if (next === 'form' && parsed.ok) setFields(fieldsOf(known, parsed.value));
    setMode(next);
  };
  const submit = (): void => {
    setTried(true);
    const isFaulty = mode === 'json' ? !parsed.ok : read.faults.size > 0;
    if (isFaulty) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(),
      );
    } else {
      onSend(mode === 'json' ? json : JSON.stringify(read.values));
    }
  };
  return (
    <form
      ref={form}
      aria-label={props.name}
      aria-describedby={props.hint === undefined ? undefined : id}
      className="flex flex-col gap-3 border-b border-line bg-pane p-3 shadow-[inset_2px_0_var(--accent)]"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-semibold break-all">{props.name}</h3>
        {props.known !== undefined && (
          <Segments
            label={t.mode}
            value={mode}
            options={[
              { value: 'form', label: t.asForm },
              { value: 'json', label: t.asJson },
            ]}
            onChange={choose}
          />
        )}
      </div>
      {props.hint !== undefined && (
        <p id={id} className="text-xs text-fg-2">
          {props.hint}
        </p>
      )}
      {mode === 'form' ? (
        <ThingFields
          known={known}
          fields={fields}
          faults={tried ? read.faults : NO_FAULTS}
          onChange={setFields}
        />
      ) : (
        <JsonField label={props.label} value={json} isTried={tried} onChange={setJson} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" type="submit" disabled={props.isBusy === true}>
          {props.action}
        </Button>
        {props.onCancel !== undefined && <Button onClick={props.onCancel}>{t.cancel}</Button>}
      </div>
    </form>
  );
}
