import { Button } from './Button.tsx';
import { useFirstText } from './language/firstText.ts';
import { Strip } from './Strip.tsx';

interface NoteProps {
  /** The browser's own words. */
  readonly message: string;
  readonly onAgain?: () => void;
  readonly onDismiss?: () => void;
}

/** A part of the app is not there: most often because a new version is. */
export function NotLoadedNote({ message, onAgain, onDismiss }: NoteProps) {
  const t = useFirstText().kit.notLoaded;
  return (
    <div role="alert">
      <Strip
        tone="warn"
        title={t.title}
        {...(onDismiss === undefined ? {} : { onDismiss })}
        actions={
          <>
            <Button look="primary" onClick={() => location.reload()}>
              {t.reload}
            </Button>
            {onAgain !== undefined && <Button onClick={onAgain}>{t.again}</Button>}
          </>
        }
      >
        <p>{t.text}</p>
        <p className="font-mono break-all text-fg-2">{message}</p>
      </Strip>
    </div>
  );
}
