import { Button, SelectField, Tag, TextField, useText } from '#kit';
import { PRESETS } from '../../../broker/faults/networkConditions.ts';
import { keptForms } from '../../session/keptForms.ts';
import {
  NETWORK_FIELDS,
  type NetworkDraft,
  type NetworkField,
  NO_NETWORK,
  networkDraftOf,
  networkValue,
} from './forms/networkDraft.ts';
import { RulesRefusal } from './forms/RulesRefusal.tsx';
import { fileOf, setRules, useRules } from './forms/rules.ts';

const PLACEHOLDERS: Readonly<Partial<Record<NetworkField, 'unlimited' | 'first' | 'any'>>> = {
  up: 'unlimited',
  down: 'unlimited',
  seed: 'first',
  client: 'any',
};

const useKeptDraft = keptForms<NetworkDraft | undefined>();

/** The network below MQTT: bandwidth, latency, fragmentation, and disconnects. */
export function NetworkPart({ connectionId }: { connectionId: string }) {
  const { badNetwork: t } = useText();
  const { rules, network, refusal } = useRules(connectionId);
  const [draft, setDraft] = useKeptDraft(connectionId, 'network', undefined);
  if (rules === undefined) return null;
  const shown = draft ?? (network === undefined ? NO_NETWORK : networkDraftOf(network));
  const stage = async (given: object | null): Promise<void> => {
    if (await setRules(connectionId, { ...fileOf(rules), network: given })) setDraft(undefined);
  };
  return (
    <div className="flex flex-col gap-3 px-3 py-2">
      <RulesRefusal connectionId={connectionId} refusal={refusal} />
      <p className="flex flex-wrap items-center gap-2">
        <Tag tone={network === undefined ? 'ok' : 'warn'}>
          {network === undefined ? t.good : t.bad}
        </Tag>
        <span className="text-fg-2">{t.about}</span>
      </p>
      <SelectField
        className="w-80 max-w-full"
        label={t.preset}
        value={shown.preset}
        options={[
          { value: '', label: t.none },
          ...PRESETS.map((value) => ({ value, label: t.presets[value] })),
        ]}
        onChange={(preset) => setDraft({ ...shown, preset })}
      />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] items-start gap-3">
        {NETWORK_FIELDS.map((field) => (
          <Condition
            key={field}
            field={field}
            draft={shown}
            onChange={(text) => setDraft({ ...shown, [field]: text })}
          />
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => void stage(networkValue(shown))}>
          {t.apply}
        </Button>
        <Button disabled={network === undefined} onClick={() => void stage(null)}>
          {t.end}
        </Button>
      </div>
    </div>
  );
}

interface ConditionProps {
  readonly field: NetworkField;
  readonly draft: NetworkDraft;
  readonly onChange: (text: string) => void;
}

function Condition({ field, draft, onChange }: ConditionProps) {
  const { badNetwork: t } = useText();
  const kind = PLACEHOLDERS[field];
  const absent =
    kind === 'first' ? '1' : kind === 'any' ? '*' : kind === 'unlimited' ? t.unlimited : t.off;
  const isOfPreset = draft.preset !== '' && kind !== 'first' && kind !== 'any';
  const hint = field === 'client' ? t.clientHint : field === 'latency' ? t.latencyHint : undefined;
  return (
    <TextField
      label={t[field]}
      mono
      value={draft[field]}
      placeholder={isOfPreset ? t.byPreset : absent}
      hint={hint}
      inputMode={field === 'client' ? 'text' : 'decimal'}
      onChange={onChange}
    />
  );
}
