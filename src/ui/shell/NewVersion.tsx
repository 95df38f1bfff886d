import { Button } from '../kit/Button.tsx';
import { useText } from '../kit/language/useText.ts';
import { reloadPage } from '../kit/reloadPage.ts';
import { Strip } from '../kit/Strip.tsx';
import { dropNewVersion } from './newVersion.ts';

/** Notice that the server has another version. Reloading is up to the user. */
export function NewVersion() {
  const t = useText().shell.newVersion;
  return (
    <div role="status">
      <Strip
        tone="info"
        title={t.title}
        onDismiss={dropNewVersion}
        actions={
          <Button look="primary" onClick={() => reloadPage()}>
            {t.reload}
          </Button>
        }
      >
        <p>{t.text}</p>
      </Strip>
    </div>
  );
}
