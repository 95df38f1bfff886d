import { useEffect, useId, useRef, useState } from 'react';
import { Button, useText } from '#kit';
import { generateValues } from '../../../../alibaba/alink/generateValue.ts';
import type { ThingValue } from '../../../../alibaba/alink/thingModel.ts';
import { ValuesForm } from '../../../pieces/forms/ValuesForm.tsx';
import { type Draft, EMPTY_DRAFT, withValues, writtenDraft } from '../../../session/alink/draft.ts';
import { keptForms } from '../../../session/keptForms.ts';

interface ParamsFormProps {
  readonly connectionId: string;
  /** Name under which the input is kept while the view is closed. */
  readonly form: string;
  /** Accessible name. */
  readonly name: string;
  readonly hint?: string;
  /** Values of the thing model; undefined: only JSON is possible. */
  readonly known: readonly ThingValue[] | undefined;
  /** To begin with. */
  readonly values: Readonly<Record<string, unknown>>;
  /** At first, only the given `values` are sent, as JSON. */
  readonly isPartial?: boolean;
  /** Accessible name of the values. */
  readonly label: string;
  readonly action: string;
  /** JSON text of an object. */
  readonly onSend: (params: string) => void;
  readonly onCancel?: () => void;
  readonly isBusy?: boolean;
  /** The user has just opened the form. */
  readonly takesFocus?: boolean;
}

const useKeptDraft = keptForms<Draft | undefined>();

/** JSON of an object. */
const NO_VALUES = /^\{\s*\}$/;

/** Text inputs. The choice between fields and JSON is before them. */
const TYPED = 'input[type=text], select, textarea';

/** Input of values for the device, by the thing model or as JSON. */
export function ParamsForm(props: ParamsFormProps) {
  const { alink, platform: t } = useText();
  const { known, onSend, takesFocus = true } = props;
  // New reports of the device do not change the form.
  const [first] = useState(() => begun(props));
  const [draft = first, setDraft] = useKeptDraft(props.connectionId, props.form, undefined);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => {
    if (takesFocus) form.current?.querySelector<HTMLElement>(TYPED)?.focus();
  }, [takesFocus]);
  const written = writtenDraft(draft, known);
  const isNothing = props.isPartial === true && written.ok && NO_VALUES.test(written.json);
  const isReady = written.ok && !isNothing && props.isBusy !== true;
  const onCancel =
    props.onCancel &&
    ((): void => {
      setDraft(undefined);
      props.onCancel?.();
    });
  return (
    // Escape is for whatever in it has the focus.
    <form
      ref={form}
      aria-label={props.name}
      aria-describedby={props.hint === undefined ? undefined : id}
      className="flex flex-col gap-3 border-b border-line bg-pane p-3 shadow-[inset_2px_0_var(--accent)]"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || onCancel === undefined) return;
        event.stopPropagation();
        onCancel();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onSend(written.json);
      }}
    >
      <div>
        <h3 className="font-semibold break-all">{props.name}</h3>
        {props.hint !== undefined && (
          <p id={id} className="text-xs text-fg-2">
            {props.hint}
          </p>
        )}
      </div>
      <ValuesForm label={props.label} known={known} draft={draft} onChange={setDraft} />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" type="submit" disabled={!isReady} keepsFocus={props.isBusy === true}>
          {props.action}
        </Button>
        {onCancel !== undefined && <Button onClick={onCancel}>{t.cancel}</Button>}
        {isNothing && <p className="text-xs text-fg-2">{alink.faults.nothing}</p>}
      </div>
    </form>
  );
}

/** Initial draft. A property without a value starts with the minimum of the model. */
function begun({ known, values, isPartial = false }: ParamsFormProps): Draft {
  if (known === undefined) return { ...EMPTY_DRAFT, json: JSON.stringify(values, undefined, 2) };
  const absent = known.filter(({ identifier }) => !Object.hasOwn(values, identifier));
  const leftOut = new Set(isPartial ? absent.map(({ identifier }) => identifier) : []);
  const lowest = generateValues(known, () => 0);
  return withValues({ ...EMPTY_DRAFT, asJson: isPartial, leftOut }, known, {
    ...lowest,
    ...values,
  });
}
