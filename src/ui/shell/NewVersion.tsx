import { Button } from '../kit/Button.tsx';
import { useText } from '../kit/language/useText.ts';
import { reloadPage } from '../kit/reloadPage.ts';
import { Strip } from '../kit/Strip.tsx';
import { dropNewVersion } from './newVersion.ts';

/** The server has another version than this page: nobody is made to reload it. */
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
