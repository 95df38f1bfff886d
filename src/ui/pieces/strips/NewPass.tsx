import { useState } from 'react';
import { Button } from '../../kit/controls/Button.tsx';
import { SecretField } from '../../kit/controls/SecretField.tsx';
import { useText } from '../../kit/language/useText.ts';
import { givePass } from '../../session/broker/controlPass.ts';
import { retryNow } from '../../session/captures/leave.ts';
import { PrintAddress } from './PrintAddress.tsx';

/** Ways to let this page use its companion: a new printed address, or the token. */
export function NewPass({ connectionId }: { connectionId: string }) {
  const t = useText().broker;
  const [token, setToken] = useState('');
  return (
    <form
      className="mt-2 grid max-w-120 gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        givePass(token.trim());
        retryNow(connectionId);
      }}
    >
      <PrintAddress />
      <p className="text-fg-2">{t.needsCode.otherwise}</p>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <SecretField label={t.token} value={token} onChange={setToken} />
        </div>
        <Button type="submit" disabled={token.trim() === ''}>
          {t.tokenUse}
        </Button>
      </div>
    </form>
  );
}
