import { useFirstText } from '../../kit/language/firstText.ts';
import { SecretField } from '../../kit/SecretField.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { Remember } from './Remember.tsx';
import { Pair, Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

interface PasswordProps extends SectionProps {
  readonly connectionId: string;
}

export function PasswordSection({ connectionId, draft, change, errors }: PasswordProps) {
  const t = useFirstText().editor;
  return (
    <Section title={t.userAndPassword}>
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
  );
}
