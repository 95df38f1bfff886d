import { useEffect, useRef, useState } from 'react';
import { Button, Segments, SelectField, Switch, TextField, useText } from '#kit';
import { PACKET_TYPES, type PacketType } from '../../../../mqtt/tables/packet.ts';
import { packetName } from '../../../../mqtt/tables/packetNames.ts';
import { ActionFields, type DraftProps } from './ActionFields.tsx';
import { type DraftError, faultOf, type RuleDraft } from './ruleDraft.ts';

interface RuleFormProps {
  readonly draft: RuleDraft;
  readonly isNew: boolean;
  /** Identifiers of the other rules. */
  readonly taken: ReadonlySet<string>;
  readonly onChange: (draft: RuleDraft) => void;
  readonly onSave: (draft: RuleDraft) => void;
  readonly onCancel: () => void;
}

/** Paths with their own field, which shows the error. */
const SHOWN: ReadonlySet<string> = new Set([
  'id',
  'match.client',
  'match.topic',
  'match.nth',
  'match.chance',
  'match.seed',
  'match.packet',
  'do.milliseconds',
  'do.reasonCode',
  'do.reasonString',
  'do.serverReference',
]);

/** All members of a rule. Errors are shown after the first attempt to save. */
export function RuleForm({ draft, isNew, taken, onChange, onSave, onCancel }: RuleFormProps) {
  const { faults, explain } = useText();
  const t = faults.rules;
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const fault = faultOf(draft, taken);
  const shown: DraftError | undefined = tried ? fault : undefined;
  const props: DraftProps = {
    draft,
    set: (part) => onChange({ ...draft, ...part }),
    errorAt: (path) => (shown?.path === path ? explain.memberError(shown.fault) : undefined),
  };
  return (
    <form
      ref={form}
      aria-label={isNew ? t.newRule : t.editing(draft.id)}
      className="flex flex-col gap-3 bg-pane p-3 shadow-[inset_2px_0_var(--accent)]"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (fault === undefined) onSave(draft);
        else requestAnimationFrame(() => toFault(form.current));
      }}
    >
      <MatchFields {...props} />
      <ActionFields {...props} />
      {shown !== undefined && !SHOWN.has(shown.path) && (
        <p role="alert" className="text-err">
          <span className="font-mono">{shown.path}</span> {explain.memberError(shown.fault)}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" type="submit">
          {isNew ? t.addThis : t.save}
        </Button>
        <Button onClick={onCancel}>{t.cancel}</Button>
        <Switch
          label={t.enabled}
          checked={draft.enabled}
          onChange={(enabled) => props.set({ enabled })}
        />
      </div>
    </form>
  );
}

/** Moves the focus to the first error after a submit. */
function toFault(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}

function MatchFields({ draft, set, errorAt }: DraftProps) {
  const t = useText().faults.rules;
  return (
    <>
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          mono
          className="w-48"
          label={t.fields.id}
          value={draft.id}
          error={errorAt('id')}
          onChange={(id) => set({ id })}
        />
        <TextField
          mono
          className="min-w-48 flex-1"
          label={t.fields.client}
          placeholder={t.fields.everyClient}
          hint={t.fields.clientHint}
          value={draft.client}
          error={errorAt('match.client')}
          onChange={(client) => set({ client })}
        />
        <TextField
          mono
          className="min-w-48 flex-1"
          label={t.fields.topic}
          placeholder={t.fields.everyTopic}
          value={draft.topic}
          error={errorAt('match.topic')}
          onChange={(topic) => set({ topic })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Segments
          label={t.fields.direction}
          value={draft.direction}
          options={[
            { value: '', label: t.fields.bothWays },
            { value: 'from-client', label: t.fields.fromClient },
            { value: 'to-client', label: t.fields.toClient },
          ]}
          onChange={(direction) => set({ direction })}
        />
        <Segments
          label={t.fields.qos}
          value={draft.qos}
          options={[
            { value: '', label: t.fields.everyQoS },
            { value: '0', label: 'QoS 0' },
            { value: '1', label: 'QoS 1' },
            { value: '2', label: 'QoS 2' },
          ]}
          onChange={(qos) => set({ qos })}
        />
      </div>
      <TextField
        mono
        label={t.fields.filter}
        placeholder="payload.temp > 30"
        value={draft.filter}
        error={errorAt('match.filter')}
        onChange={(filter) => set({ filter })}
      />
      <PacketTypes draft={draft} set={set} errorAt={errorAt} />
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          className="w-32"
          label={t.fields.nth}
          placeholder={t.fields.everyOne}
          inputMode="numeric"
          value={draft.nth}
          error={errorAt('match.nth')}
          onChange={(nth) => set({ nth })}
        />
        <SelectField
          className="w-44"
          label={t.fields.per}
          value={draft.per}
          options={[
            { value: '', label: t.fields.perAll },
            { value: 'client', label: t.fields.perClient },
            { value: 'connection', label: t.fields.perConnection },
          ]}
          onChange={(per) => set({ per })}
        />
        <TextField
          className="w-32"
          label={t.fields.chance}
          placeholder={t.fields.always}
          inputMode="decimal"
          value={draft.chance}
          error={errorAt('match.chance')}
          onChange={(chance) => set({ chance })}
        />
        <TextField
          className="w-32"
          label={t.fields.seed}
          inputMode="numeric"
          value={draft.seed}
          error={errorAt('match.seed')}
          onChange={(seed) => set({ seed })}
        />
      </div>
    </>
  );
}

const TYPES = PACKET_TYPES.filter((type): type is PacketType => type !== 'reserved');

function PacketTypes({ draft, set, errorAt }: DraftProps) {
  const t = useText().faults.rules;
  const error = errorAt('match.packet');
  const toggle = (type: PacketType): void => {
    const has = draft.packets.includes(type);
    set({ packets: TYPES.filter((one) => (one === type ? !has : draft.packets.includes(one))) });
  };
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-fg-2">{t.fields.packets}</legend>
      <div className="flex flex-wrap gap-1">
        {TYPES.map((type) => (
          <Button
            key={type}
            className="px-1.5 font-mono text-xs"
            pressed={draft.packets.includes(type)}
            onClick={() => toggle(type)}
          >
            {packetName(type)}
          </Button>
        ))}
      </div>
      {error !== undefined && (
        <p role="alert" className="mt-1 text-xs text-err">
          {error}
        </p>
      )}
    </fieldset>
  );
}
