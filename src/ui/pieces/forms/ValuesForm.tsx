import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Segments, SelectField, TextField, useText } from '#kit';
import { describeType } from '../../../alibaba/alink/describeType.ts';
import type { ThingType, ThingValue } from '../../../alibaba/alink/thingModel.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { type Draft, inJson, writtenDraft } from '../../session/alink/draft.ts';
import { doubtText, jsonText } from '../../session/alink/words.ts';
import { JsonField } from './JsonField.tsx';

interface ValuesFormProps {
  /** Accessible name of the whole, and the label of the JSON. */
  readonly label: string;
  /** undefined: there is no model, and JSON is all there is. */
  readonly known: readonly ThingValue[] | undefined;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly hint?: ReactNode;
  readonly rows?: number;
}

/** Values of a thing model, in fields or as JSON. */
export function ValuesForm({ label, known, draft, onChange, hint, rows }: ValuesFormProps) {
  const texts = useText();
  const t = texts.alink;
  const asJson = known === undefined || draft.asJson;
  const written = writtenDraft(draft, known);
  return (
    <div role="group" aria-label={label} className="flex flex-col gap-2">
      {known !== undefined && (
        <span className="self-start">
          <Segments
            label={t.writtenAs}
            value={asJson ? 'json' : 'fields'}
            options={[
              { value: 'fields', label: t.fields },
              { value: 'json', label: t.json },
            ]}
            onChange={(mode) => onChange(inJson(draft, known, mode === 'json'))}
          />
        </span>
      )}
      {asJson ? (
        <JsonField
          label={label}
          value={draft.json}
          onChange={(json) => onChange({ ...draft, json })}
          error={jsonText(draft.json, written, texts)}
          hint={written.ok && written.doubts.size > 0 ? <JsonDoubts written={written} /> : hint}
          {...(rows === undefined ? {} : { rows })}
        />
      ) : (
        <Fields known={known} draft={draft} onChange={onChange} written={written} />
      )}
    </div>
  );
}

type WrittenDraft = ReturnType<typeof writtenDraft>;

function JsonDoubts({ written }: { written: Extract<WrittenDraft, { readonly ok: true }> }) {
  const t = useText().alink;
  return (
    <>
      {[...written.doubts].map(([identifier, fault]) => (
        <Doubt key={identifier} text={t.doubtAt(visibleText(identifier), doubtText(fault, t))} />
      ))}
    </>
  );
}

interface FieldsProps {
  readonly known: readonly ThingValue[];
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly written: WrittenDraft;
}

function Fields({ known, draft, onChange, written }: FieldsProps) {
  const t = useText().alink;
  const { texts, leftOut } = draft;
  const fault = written.ok ? undefined : written.fault;
  const set = (identifier: string, text: string) =>
    onChange({ ...draft, texts: new Map([...texts, [identifier, text] as const]) });
  const choose = (identifier: string, isSent: boolean) => {
    const others = [...leftOut].filter((each) => each !== identifier);
    onChange({ ...draft, leftOut: new Set(isSent ? others : [...others, identifier]) });
  };
  return (
    <>
      {fault?.key === 'nothing' && <p className="text-xs text-err">{t.faults.nothing}</p>}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(240px,100%),1fr))] gap-x-4 gap-y-2">
        {known.map(({ identifier, name, type }) => {
          const isSent = !leftOut.has(identifier);
          const doubt = written.ok ? written.doubts.get(identifier) : undefined;
          const text = texts.get(identifier) ?? '';
          const choices = choicesOf(type, text);
          const field = {
            className: 'flex-1',
            label: identifier,
            aside: <bdi className="max-w-32 truncate">{visibleText(name)}</bdi>,
            mono: true,
            value: text,
            onChange: (next: string) => set(identifier, next),
            disabled: !isSent,
            hint: (
              <>
                <span className="break-words">{visibleText(describeType(type))}</span>
                {doubt !== undefined && <Doubt text={doubtText(doubt, t)} />}
              </>
            ),
          };
          return (
            <li key={identifier} className="flex min-w-0 items-start gap-2">
              {known.length > 1 && (
                <label className="mt-6 grid min-h-(--h-link) min-w-(--h-link) shrink-0 place-items-center max-md:mt-4">
                  <input
                    type="checkbox"
                    aria-label={t.send(identifier)}
                    title={t.send(identifier)}
                    checked={isSent}
                    onChange={(event) => choose(identifier, event.target.checked)}
                    className="accent-(--accent)"
                  />
                </label>
              )}
              {choices === undefined ? (
                <TextField
                  {...field}
                  error={fault?.identifier === identifier ? t.faults[fault.key] : undefined}
                />
              ) : (
                <SelectField {...field} options={choices} />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Values with names, and the current value, which may have none. undefined: the value is typed. */
function choicesOf(
  type: ThingType,
  text: string,
): readonly { readonly value: string; readonly label: string }[] | undefined {
  if (type.type !== 'enum' && type.type !== 'bool') return undefined;
  const named = Array.from(type.names, ([value, name]) => ({
    value: String(value),
    label: visibleText(`${value} ${name}`),
  }));
  if (named.length === 0) return undefined;
  const isNamed = named.some(({ value }) => value === text);
  return isNamed ? named : [...named, { value: text, label: visibleText(text) }];
}

/** A warning: the platform would ignore the value, which is sent anyway. */
function Doubt({ text }: { text: string }) {
  return (
    <span className="flex gap-1 text-warn">
      <TriangleAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">{text}</span>
    </span>
  );
}
