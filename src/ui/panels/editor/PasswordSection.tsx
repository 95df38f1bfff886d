import { SecretField, TextField, useText } from '#kit';
import { isAboutSignIn } from '../../pieces/strips/failureWords.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { shownName } from '../../session/shownName.ts';
import { Folded } from './fields/Folded.tsx';
import { Remember } from './fields/Remember.tsx';
import { Pair, Section } from './fields/Section.tsx';
import type { OptionsProps } from './fields/sectionProps.ts';

export function PasswordSection({ connectionId, draft, change, errors }: OptionsProps) {
  const t = useText().editor;
  const failure = useConnection(connectionId, 'failure')?.failure;
  const isBlamed = failure?.kind === 'refused' && isAboutSignIn(failure.code);
  return (
    <Folded
      connectionId={connectionId}
      section="password"
      title={t.userAndPassword}
      now={t.passwordNow(shownName(draft.userName), draft.password !== '', draft.keepsSecrets)}
      isWrong={errors.userName !== undefined || errors.password !== undefined}
      isBlamed={isBlamed}
    >
      <Section>
        <Pair>
          <TextField
            label={t.userName}
            focusName="user-name"
            mono
            value={draft.userName}
            onChange={(userName) => change({ userName })}
            error={errors.userName}
          />
          <SecretField
            label={t.password}
            value={draft.password}
            onChange={(password) => change({ password })}
            error={errors.password}
          />
        </Pair>
        <Remember connectionId={connectionId} draft={draft} />
      </Section>
    </Folded>
  );
}
