import { SelectField, Switch, TextField, useText } from '#kit';
import { ACTIONS, type RuleDraft } from './ruleDraft.ts';

export interface DraftProps {
  readonly draft: RuleDraft;
  readonly set: (part: Partial<RuleDraft>) => void;
  /** Error of the member at that path. */
  readonly errorAt: (path: string) => string | undefined;
}

/** Action on the packet, with the fields of that action. */
export function ActionFields(props: DraftProps) {
  const t = useText().faults.rules.fields;
  const { draft, set } = props;
  return (
    <div className="flex flex-wrap items-start gap-3">
      <SelectField
        className="w-44"
        label={t.action}
        value={draft.action}
        options={ACTIONS.map((value) => ({ value, label: t.actions[value] }))}
        hint={t.actionHints[draft.action]}
        onChange={(action) => set({ action })}
      />
      <Members {...props} />
    </div>
  );
}

function Members({ draft, set, errorAt }: DraftProps) {
  const t = useText().faults.rules.fields;
  switch (draft.action) {
    case 'drop':
    case 'silent':
      return null;
    case 'delay':
      return (
        <>
          <TextField
            className="w-32"
            label={t.least}
            inputMode="numeric"
            value={draft.least}
            error={errorAt('do.milliseconds')}
            onChange={(least) => set({ least })}
          />
          <TextField
            className="w-32"
            label={t.most}
            placeholder={t.same}
            inputMode="numeric"
            value={draft.most}
            onChange={(most) => set({ most })}
          />
          <Overtake draft={draft} set={set} />
        </>
      );
    case 'hold':
      return (
        <>
          <Overtake draft={draft} set={set} />
          <span className="pt-5">
            <Switch
              label={t.keepAlive}
              checked={draft.keepAlive}
              onChange={(keepAlive) => set({ keepAlive })}
            />
          </span>
          <TextField
            className="w-44"
            label={t.releaseAfter}
            placeholder={t.never}
            inputMode="numeric"
            value={draft.releaseAfter}
            error={errorAt('do.releaseAfter')}
            onChange={(releaseAfter) => set({ releaseAfter })}
          />
        </>
      );
    case 'edit':
      return <ChangeMembers draft={draft} set={set} errorAt={errorAt} />;
    case 'duplicate':
      return (
        <span className="pt-5">
          <Switch label={t.dup} checked={draft.dup} onChange={(dup) => set({ dup })} />
        </span>
      );
    case 'cut':
      return (
        <SelectField
          className="w-44"
          label={t.when}
          value={draft.when}
          options={[
            { value: 'before', label: t.before },
            { value: 'after', label: t.after },
          ]}
          onChange={(when) => set({ when })}
        />
      );
    case 'answer':
      return <AnswerMembers draft={draft} set={set} errorAt={errorAt} />;
  }
}

function Overtake({ draft, set }: Pick<DraftProps, 'draft' | 'set'>) {
  const t = useText().faults.rules.fields;
  return (
    <span className="pt-5">
      <Switch
        label={t.overtake}
        checked={draft.overtake}
        onChange={(overtake) => set({ overtake })}
      />
    </span>
  );
}

function ChangeMembers({ draft, set, errorAt }: DraftProps) {
  const t = useText().faults.rules.fields;
  return (
    <>
      <TextField
        mono
        className="min-w-44 flex-1"
        label={t.newTopic}
        placeholder={t.unchanged}
        value={draft.newTopic}
        error={errorAt('do.set.topic') ?? errorAt('do.set')}
        onChange={(newTopic) => set({ newTopic })}
      />
      <TextField
        mono
        className="min-w-44 flex-1"
        label={draft.payloadIsText ? t.newPayload : t.newPayloadBase64}
        placeholder={t.unchanged}
        value={draft.newPayload}
        error={errorAt('do.set.payload')}
        onChange={(newPayload) => set({ newPayload })}
      />
      <SelectField
        className="w-32"
        label={t.newRetain}
        value={draft.newRetain}
        options={[
          { value: '', label: t.unchanged },
          { value: 'on', label: t.retainOn },
          { value: 'off', label: t.retainOff },
        ]}
        onChange={(newRetain) => set({ newRetain })}
      />
      <TextField
        mono
        className="w-36"
        label={t.newReason}
        placeholder={t.unchanged}
        value={draft.newReason}
        error={errorAt('do.set.reasonCode')}
        onChange={(newReason) => set({ newReason })}
      />
    </>
  );
}

function AnswerMembers({ draft, set, errorAt }: DraftProps) {
  const t = useText().faults.rules.fields;
  return (
    <>
      <TextField
        mono
        className="w-28"
        label={t.reasonCode}
        value={draft.reasonCode}
        error={errorAt('do.reasonCode')}
        onChange={(reasonCode) => set({ reasonCode })}
      />
      <SelectField
        className="w-44"
        label={t.answerWith}
        value={draft.answerWith}
        options={[
          { value: 'acknowledgement', label: t.acknowledgement },
          { value: 'disconnect', label: 'DISCONNECT' },
        ]}
        onChange={(answerWith) => set({ answerWith })}
      />
      <TextField
        className="min-w-44 flex-1"
        label={t.reasonString}
        value={draft.reasonString}
        error={errorAt('do.reasonString')}
        onChange={(reasonString) => set({ reasonString })}
      />
      <TextField
        mono
        className="min-w-44 flex-1"
        label={t.serverReference}
        value={draft.serverReference}
        error={errorAt('do.serverReference')}
        onChange={(serverReference) => set({ serverReference })}
      />
    </>
  );
}
