import { Button, Strip, useFirstText } from '#kit';
import { connectByForm } from '../../../session/profiles/connectByForm.ts';
import { agreeToPlain } from '../../../session/profiles/plainPassword.ts';
import { plainAddress } from '../../../session/profiles/searches.ts';

/** Asks before a password is sent to another machine unencrypted. */
export function PlainPassword({ connectionId }: { connectionId: string }) {
  const t = useFirstText().editor;
  const asked = plainAddress.use(connectionId);
  if (asked === undefined) return null;
  const { url, subscriptions } = asked;
  const send = () => {
    agreeToPlain(url);
    connectByForm(connectionId, subscriptions);
  };
  return (
    <Strip
      tone="warn"
      title={t.plainPassword}
      onDismiss={() => plainAddress.set(connectionId, undefined)}
      actions={
        <Button look="primary" onClick={send}>
          {t.sendPlain(url)}
        </Button>
      }
    >
      <p>{t.plainPasswordText}</p>
    </Strip>
  );
}
