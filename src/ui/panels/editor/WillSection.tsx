import { useId } from 'react';
import { later, Switch, useText, Warnings } from '#kit';
import type { WillDraft } from '../../session/profiles/draft.ts';
import { Section } from './fields/Section.tsx';
import type { SectionProps } from './fields/sectionProps.ts';

const WillFields = later(async () => (await import('./fields/WillFields.tsx')).WillFields, {
  idle: 'first',
});

export function WillSection({ draft, change, errors, notes }: SectionProps) {
  const t = useText().editor;
  const id = useId();
  const { will: warnings = [] } = notes;
  const { will } = draft;
  const set = (part: Partial<WillDraft>) => change({ will: { ...will, ...part } });
  return (
    <Section
      title={t.will}
      aside={
        <Switch
          label={t.willOn}
          checked={will.on}
          onChange={(on) => set({ on })}
          describedBy={warnings.length === 0 ? undefined : id}
        />
      }
    >
      {warnings.length > 0 && (
        <div id={id} className="mb-2">
          <Warnings texts={warnings} />
        </div>
      )}
      {will.on ? (
        <WillFields
          will={will}
          isV5={draft.version === 5}
          isReadOnly={draft.readOnly}
          errors={errors}
          set={set}
        />
      ) : (
        <p className="text-fg-2">{t.willHint}</p>
      )}
    </Section>
  );
}
