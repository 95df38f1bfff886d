import { Switch } from '../kit/Switch.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useText } from '../text/useText.ts';
import { Pair, Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

export function SessionSection({ draft, change, faults }: SectionProps) {
  const t = useText().editor;
  const unit = <span className="text-xs text-fg-2">{t.seconds}</span>;
  return (
    <Section
      title={t.session}
      aside={
        <Switch
          label={t.cleanStart(draft.version)}
          checked={draft.cleanStart}
          onChange={(cleanStart) => change({ cleanStart })}
        />
      }
    >
      <Pair>
        <TextField
          label={t.keepAlive}
          mono
          inputMode="numeric"
          value={draft.keepAlive}
          onChange={(keepAlive) => change({ keepAlive })}
          hint={draft.mode === 'alibaba' ? t.keepAliveDevice : t.keepAliveHint}
          error={faults.keepAlive}
          suffix={unit}
        />
        {draft.version === 5 && (
          <TextField
            label={t.sessionExpiry}
            mono
            inputMode="numeric"
            value={draft.sessionExpiry}
            onChange={(sessionExpiry) => change({ sessionExpiry })}
            hint={t.sessionExpiryHint}
            error={faults.sessionExpiry}
            suffix={unit}
          />
        )}
      </Pair>
    </Section>
  );
}
