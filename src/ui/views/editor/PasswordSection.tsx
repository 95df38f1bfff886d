import { useFirstText } from '../../kit/language/firstText.ts';
import { SecretField } from '../../kit/SecretField.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { Pair, Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

export function PasswordSection({ draft, change, faults }: SectionProps) {
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
          error={faults.userName}
        />
        <SecretField
          label={t.password}
          value={draft.password}
          onChange={(password) => change({ password })}
          hint={t.secretHint}
          error={faults.password}
        />
      </Pair>
    </Section>
  );
}
