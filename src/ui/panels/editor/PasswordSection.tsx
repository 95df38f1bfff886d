import { SecretField, TextField, useText } from '#kit';
import { Remember } from './fields/Remember.tsx';
import { Row } from './fields/Section.tsx';
import type { OptionsProps } from './fields/sectionProps.ts';

/** User name and password, and the option to store them once there is one of them. */
export function PasswordSection({ connectionId, draft, change, errors }: OptionsProps) {
  const t = useText().editor;
  const isGiven = draft.userName !== '' || draft.password !== '' || draft.keepsSecrets;
  return (
    <>
      <Row label={t.userName}>
        <TextField
          label={t.userName}
          hidesLabel
          focusName="user-name"
          mono
          value={draft.userName}
          onChange={(userName) => change({ userName })}
          error={errors.userName}
        />
      </Row>
      <Row label={t.password}>
        <SecretField
          label={t.password}
          hidesLabel
          value={draft.password}
          onChange={(password) => change({ password })}
          error={errors.password}
        />
        {isGiven && <Remember connectionId={connectionId} draft={draft} />}
      </Row>
    </>
  );
}
