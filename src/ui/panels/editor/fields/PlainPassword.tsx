import { Button } from '../../../kit/controls/Button.tsx';
import { Strip } from '../../../kit/controls/Strip.tsx';
import { useFirstText } from '../../../kit/language/firstText.ts';
import { connectByForm } from '../../../session/profiles/connectByForm.ts';
import { plainAddress } from '../../../session/profiles/searches.ts';

/** Asks before a password is sent to another machine unencrypted. */
export function PlainPassword({ connectionId }: { connectionId: string }) {
  const t = useFirstText().editor;
  const url = plainAddress.use(connectionId);
  if (url === undefined) return null;
  return (
    <Strip
      tone="warn"
      title={t.plainPassword}
      onDismiss={() => plainAddress.set(connectionId, undefined)}
      actions={
        <Button look="primary" onClick={() => connectByForm(connectionId)}>
          {t.sendPlain(url)}
        </Button>
      }
    >
      <p>{t.plainPasswordText}</p>
    </Strip>
  );
}
