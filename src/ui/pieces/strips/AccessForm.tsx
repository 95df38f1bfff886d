import { useState } from 'react';
import { Button, Prose, SecretField, useText } from '#kit';
import { bareToken, givePass } from '../../session/broker/controlPass.ts';

interface AccessFormProps {
  /** The user has entered a token. */
  readonly onGiven: () => void;
}

/** How this page gets the right to use its companion: by the printed address, or by the token. */
export function AccessForm({ onGiven }: AccessFormProps) {
  const t = useText().broker;
  const [token, setToken] = useState('');
  const bare = bareToken(token);
  return (
    <form
      className="grid max-w-120 gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        givePass(bare);
        onGiven();
      }}
    >
      <p className="text-fg-2">
        <Prose text={t.access.where} />
      </p>
      <p className="text-fg-2">
        <Prose text={t.access.otherwise} />
      </p>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <SecretField label={t.token} value={token} onChange={setToken} />
        </div>
        <Button type="submit" disabled={bare === ''}>
          {t.tokenUse}
        </Button>
      </div>
      <p className="text-xs text-fg-2">{t.access.kept}</p>
    </form>
  );
}
