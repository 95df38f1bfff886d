import { useId } from 'react';
import { Warnings } from '../../kit/Field.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { Segments } from '../../kit/Segments.tsx';
import { Switch } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import type { WillDraft } from '../../session/profiles/draft.ts';
import { noteTexts } from './fieldNotes.ts';
import { Labelled, Pair, Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

export function WillSection({ draft, change, faults, notes }: SectionProps) {
  const { editor: t, facts } = useFirstText();
  const id = useId();
  const warnings = noteTexts(notes.will, facts.platformNote);
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
        <>
          <Pair>
            <TextField
              label={t.willTopic}
              mono
              value={will.topic}
              onChange={(topic) => set({ topic })}
              error={faults.willTopic}
            />
            <Labelled label={t.willQoS}>
              {() => (
                <Segments
                  label={t.willQoS}
                  value={will.qos}
                  options={[
                    { value: 0, label: '0' },
                    { value: 1, label: '1' },
                    { value: 2, label: '2' },
                  ]}
                  onChange={(qos) => set({ qos })}
                />
              )}
            </Labelled>
            <TextField
              label={t.willPayload}
              mono
              value={will.payload}
              onChange={(payload) => set({ payload })}
              error={faults.willPayload}
            />
            {draft.version === 5 && (
              <>
                <TextField
                  label={t.willDelay}
                  mono
                  inputMode="numeric"
                  value={will.delay}
                  onChange={(delay) => set({ delay })}
                  error={faults.willDelay}
                  suffix={<span className="text-xs text-fg-2">{t.seconds}</span>}
                />
                <TextField
                  label={t.willContentType}
                  mono
                  value={will.contentType}
                  onChange={(contentType) => set({ contentType })}
                />
              </>
            )}
          </Pair>
          <div className="mt-2 flex gap-4">
            <Switch
              label={t.willRetain}
              checked={will.retain}
              onChange={(retain) => set({ retain })}
            />
            <Switch label={t.willHex} checked={will.hex} onChange={(hex) => set({ hex })} />
          </div>
        </>
      ) : (
        <p className="text-fg-2">{t.willHint}</p>
      )}
    </Section>
  );
}
