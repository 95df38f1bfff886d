import { Button } from '../../kit/Button.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { Strip } from '../../kit/Strip.tsx';
import { connectByForm } from '../../session/profiles/connectByForm.ts';
import { searches, useSearch } from '../../session/profiles/searches.ts';

/** Asks before a password goes to another machine unencrypted, because no encrypted address was found. */
export function PlainPassword({ connectionId }: { connectionId: string }) {
  const t = useFirstText().editor;
  const url = useSearch(connectionId)?.asks;
  if (url === undefined) return null;
  const dismiss = () => searches.change(connectionId, { asks: undefined });
  return (
    <Strip
      tone="warn"
      title={t.plainPassword}
      onDismiss={dismiss}
      actions={
        <Button
          look="primary"
          onClick={() => {
            dismiss();
            connectByForm(connectionId);
          }}
        >
          {t.sendPlain(url)}
        </Button>
      }
    >
      <p>{t.plainPasswordText}</p>
    </Strip>
  );
}
