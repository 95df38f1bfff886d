import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import {
  BoundedArea,
  Button,
  ChooseFile,
  IconButton,
  TextField,
  topicFilterErrorText,
  useRowKeys,
  useText,
} from '#kit';
import { say } from '../../../base/message.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { SchemaOff } from '../../../engine/schemas/schemaJudge.ts';
import type { SchemaRejection } from '../../../engine/schemas/schemaRejections.ts';
import { MOST_RULES, type SchemaRule } from '../../../payload/chains/rules.ts';
import { rulesOf } from '../../session/payloadRules/rules.ts';
import { useAskedAgain } from '../../session/useAskedAgain.ts';

interface HeldSchemasProps {
  readonly connectionId: string;
  readonly topic: string | undefined;
  readonly schemas: readonly SchemaRule[];
  /** In their order. */
  readonly errors: readonly (SchemaRejection | undefined)[];
  readonly onChange: (schemas: readonly SchemaRule[]) => void;
}

/** ms */
const EVERY = 1000;
const STATE = { kind: 'schema-state' } as const;

/** JSON Schemas by topic filter, and the validation progress of those in use. */
export function HeldSchemas({ connectionId, topic, schemas, errors, onChange }: HeldSchemasProps) {
  const t = useText().payloadRules.held;
  const state = useAskedAgain(connectionId, STATE, { of: connectionId, everyMs: EVERY });
  const { keys, removed } = useRowKeys(schemas.length);
  const put = (at: number, rule?: SchemaRule): void =>
    onChange(schemas.toSpliced(at, 1, ...(rule === undefined ? [] : [rule])));
  const inUse = rulesOf(connectionId).schemas ?? [];
  // A schema that was changed here is not yet in use.
  const offOf = ({ filter, schema }: SchemaRule): SchemaOff | undefined =>
    state?.off[inUse.findIndex((one) => one.filter === filter && one.schema === schema)];
  return (
    <section aria-label={t.title} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-semibold">{t.title}</h3>
        <Button
          icon={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...schemas, { filter: topic ?? '#', schema: '' }])}
        >
          {t.add}
        </Button>
        {state !== undefined && (
          <span role="status" className="text-xs text-fg-2">
            {t.state(state.judged, state.breaches)}
            {state.notJudged > 0 && ` ${t.notJudged(state.notJudged)}`}
            {state.ahead > 0 && ` ${t.ahead(state.ahead)}`}
          </span>
        )}
      </div>
      {schemas.length === 0 && <p className="text-xs text-fg-2">{t.none}</p>}
      <ol className="flex flex-col gap-2">
        {schemas.map((rule, at) => (
          <HeldRow
            key={keys[at]}
            rule={rule}
            error={errors[at]}
            off={offOf(rule)}
            onChange={(changed) => put(at, changed)}
            onRemove={() => {
              removed(at);
              put(at);
            }}
          />
        ))}
      </ol>
    </section>
  );
}

interface HeldRowProps {
  readonly rule: SchemaRule;
  readonly error: SchemaRejection | undefined;
  /** Undefined if it is in use or was changed. */
  readonly off: SchemaOff | undefined;
  readonly onChange: (rule: SchemaRule) => void;
  readonly onRemove: () => void;
}

function HeldRow({ rule, error, off, onChange, onRemove }: HeldRowProps) {
  const t = useText().payloadRules;
  const [wrong, setWrong] = useState<string>();
  const read = async (file: File): Promise<void> => {
    const text =
      file.size > MOST_RULES.text
        ? undefined
        : decodeUtf8(new Uint8Array(await file.arrayBuffer()));
    setWrong(text === undefined ? t.held.notRead(file.name) : undefined);
    if (text !== undefined) onChange({ ...rule, schema: text });
  };
  const told = wrong ?? (error && t.held.wrong(say(t.held.errors, error)));
  return (
    <li className="flex flex-wrap items-start gap-2">
      <div className="flex w-56 flex-col gap-2 max-sm:w-full">
        <TextField
          label={t.filter}
          mono
          value={rule.filter}
          onChange={(filter) => onChange({ ...rule, filter })}
          error={topicFilterErrorText(rule.filter)}
        />
        <ChooseFile
          action={t.held.fromFile}
          accept=".json,.txt"
          onFiles={([file]) => file && read(file)}
        />
      </div>
      <div className="min-w-60 flex-1">
        <label className="block text-xs text-fg-2">
          {t.held.schema}
          <BoundedArea
            className="mt-1 h-28 w-full resize-y rounded-md border border-ctl bg-well p-2 font-mono text-base/5 text-fg"
            spellCheck={false}
            autoComplete="off"
            aria-invalid={told !== undefined}
            maxLength={MOST_RULES.text}
            value={rule.schema}
            onChange={({ target }) => {
              setWrong(undefined);
              onChange({ ...rule, schema: target.value });
            }}
          />
        </label>
        {told !== undefined && (
          <p role="alert" className="text-xs text-err">
            {told}
          </p>
        )}
        {off !== undefined && (
          <p role="status" className="mt-1 text-xs text-warn">
            {t.held.off(say(t.held.reasons, off.why), off.packet, off.notJudged)}
          </p>
        )}
      </div>
      <IconButton small label={t.held.remove} onClick={onRemove} className="mt-5">
        <X size={14} aria-hidden />
      </IconButton>
    </li>
  );
}
