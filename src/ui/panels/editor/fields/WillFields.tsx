import { Segments, Switch, TextField, useText, Warnings } from '#kit';
import type { WillDraft } from '../../../session/profiles/draft.ts';
import type { Faults } from '../../../session/profiles/settings.ts';
import { Labelled, Pair } from './Section.tsx';

interface FieldsProps {
  readonly will: WillDraft;
  /** MQTT 5: the will has properties. */
  readonly isV5: boolean;
  /** Read-only connections keep the will in the form, but do not send it. */
  readonly isReadOnly: boolean;
  readonly errors: Faults;
  readonly set: (part: Partial<WillDraft>) => void;
}

/** Fields of the will message. */
export function WillFields({ will, isV5, isReadOnly, errors, set }: FieldsProps) {
  const { editor: t, profiles } = useText();
  return (
    <>
      {isReadOnly && (
        <div className="mb-2">
          <Warnings texts={[profiles.willOff]} />
        </div>
      )}
      <Pair>
        <TextField
          label={t.willTopic}
          mono
          value={will.topic}
          onChange={(topic) => set({ topic })}
          error={errors.willTopic}
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
          error={errors.willPayload}
        />
        {isV5 && (
          <>
            <TextField
              label={t.willDelay}
              mono
              inputMode="numeric"
              value={will.delay}
              onChange={(delay) => set({ delay })}
              error={errors.willDelay}
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
        <Switch label={t.willRetain} checked={will.retain} onChange={(retain) => set({ retain })} />
        <Switch label={t.willHex} checked={will.hex} onChange={(hex) => set({ hex })} />
      </div>
    </>
  );
}
