import { Button } from '../../kit/controls/Button.tsx';
import { Strip } from '../../kit/controls/Strip.tsx';
import { useText } from '../../kit/language/useText.ts';
import { reloadPage } from '../../kit/page/reloadPage.ts';
import { dropNewVersion } from './newVersion.ts';

/** Notice that the server has another version. Reloading is up to the user. */
export function NewVersion() {
  const t = useText().commands.newVersion;
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
