import { useId } from 'react';
import { Switch, TextField, useText } from '#kit';
import { Pair, Section } from './fields/Section.tsx';
import type { SectionProps } from './fields/sectionProps.ts';

export function SessionSection({ draft, change, errors, notes }: SectionProps) {
  const t = useText().editor;
  const isDevice = draft.mode === 'alibaba';
  const about = useId();
  const ofDevice = useId();
  const unit = <span className="text-xs text-fg-2">{t.seconds}</span>;
  return (
    <Section
      title={t.session}
      aside={
        <Switch
          label={t.cleanStart(draft.version)}
          checked={draft.cleanStart}
          onChange={(cleanStart) => change({ cleanStart })}
          describedBy={isDevice ? ofDevice : undefined}
        />
      }
    >
      {isDevice && (
        <p id={ofDevice} className="mb-3 text-xs text-fg-2">
          {draft.cleanStart ? t.cleanOn : t.cleanOff}
        </p>
      )}
      <Pair>
        <TextField
          label={t.keepAlive}
          mono
          inputMode="numeric"
          value={draft.keepAlive}
          onChange={(keepAlive) => change({ keepAlive })}
          hint={isDevice ? t.keepAliveDevice : t.keepAliveHint}
          error={errors.keepAlive}
          warnings={notes.keepAlive}
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
            error={errors.sessionExpiry}
            suffix={unit}
          />
        )}
      </Pair>
      <div className="mt-3 border-t border-line pt-2">
        <Switch
          label={t.goOnAfterMalformed}
          describedBy={about}
          checked={draft.goOnAfterMalformed}
          onChange={(goOnAfterMalformed) => change({ goOnAfterMalformed })}
        />
        <p id={about} className="text-xs text-fg-2">
          {t.goOnAfterMalformedTitle}
        </p>
      </div>
    </Section>
  );
}
