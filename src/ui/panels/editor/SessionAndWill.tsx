import { useText } from '#kit';
import { Folded } from './fields/Folded.tsx';
import type { OptionsProps } from './fields/sectionProps.ts';
import { SessionSection } from './SessionSection.tsx';
import { WillSection } from './WillSection.tsx';

export function SessionAndWill(props: OptionsProps) {
  const t = useText().editor;
  const { connectionId, draft, errors } = props;
  const wrong = [
    errors.keepAlive,
    errors.sessionExpiry,
    errors.willTopic,
    errors.willPayload,
    errors.willDelay,
  ];
  return (
    <Folded
      connectionId={connectionId}
      section="session"
      title={t.sessionAndWill}
      now={t.sessionAndWillNow(draft.keepAlive, draft.cleanStart, draft.will.on)}
      isWrong={wrong.some((error) => error !== undefined)}
    >
      <SessionSection {...props} />
      <WillSection {...props} />
    </Folded>
  );
}
