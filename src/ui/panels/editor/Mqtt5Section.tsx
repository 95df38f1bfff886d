import { useFirstText } from '../../kit/language/firstText.ts';
import { later } from '../../kit/loading/later.tsx';
import { Folded } from './fields/Folded.tsx';
import type { OptionsProps } from './fields/sectionProps.ts';

const Mqtt5Fields = later(async () => (await import('./fields/Mqtt5Fields.tsx')).Mqtt5Fields);

const ScramUnused = later(async () => (await import('./fields/Mqtt5Fields.tsx')).ScramUnused);

/** Options of MQTT 5 that few users need. */
export function Mqtt5Section(props: OptionsProps) {
  const { editor: t, shell } = useFirstText();
  const { connectionId, draft, errors } = props;
  if (draft.version !== 5) {
    return draft.scram !== '' && draft.mode === 'password' ? <ScramUnused {...props} /> : null;
  }
  const count = draft.properties.length + (draft.will.on ? draft.will.properties.length : 0);
  return (
    <Folded
      connectionId={connectionId}
      section="mqtt5"
      title={shell.mqttVersion(5)}
      now={t.mqtt5Now(draft.scram, count)}
      isWrong={errors.properties !== undefined || errors.willProperties !== undefined}
    >
      <Mqtt5Fields {...props} />
    </Folded>
  );
}
