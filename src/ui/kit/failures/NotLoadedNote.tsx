import { useEffect, useState } from 'react';
import type { Command } from '../../../connection/protocol/protocol.ts';
import type { FirstTexts } from '../../../i18n/en/first.ts';
import { Button } from '../controls/Button.tsx';
import { Strip } from '../controls/Strip.tsx';
import { useFirstText } from '../language/firstText.ts';
import {
  dropNotLoaded,
  type Missing,
  retryOwn,
  tryAgain,
  useNotLoaded,
} from '../language/notLoaded.ts';
import { isOutdated } from '../page/version.ts';

/** Note about all parts that could not be loaded. They usually fail for the same reason. */
export function NotLoadedNote() {
  const { all } = useNotLoaded();
  return all.length > 0 && <Note all={all} />;
}

const NAMES: { readonly [Kind in Command['kind']]?: (texts: FirstTexts) => string } = {
  save: ({ captures }) => captures.save,
  'open-file': ({ captures }) => captures.open,
  'survey-messages': ({ captures }) => captures.replay,
  filter: ({ filter }) => filter.box,
  arm: ({ filter }) => filter.box,
  'open-tap': ({ tapTab }) => tapTab.title,
};

function Note({ all }: { all: readonly Missing[] }) {
  const texts = useFirstText();
  const t = texts.kit.notLoaded;
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    void isOutdated().then(setOld);
    addEventListener('online', retryOwn);
    return () => removeEventListener('online', retryOwn);
  }, []);
  const parts = new Set(all.map((one) => one.part));
  // The advice to save first is only for users who can save.
  const [part] = parts.has('save') ? (['save'] as const) : parts.size === 1 ? parts : [];
  const name = part && NAMES[part]?.(texts);
  const text = isOld ? t.outdated : part === 'save' ? t.saveText : t.text;
  const stays = all.some((one) => one.stays);
  const dismiss = () => dropNotLoaded(() => true);
  return (
    <div role="alert">
      <Strip
        tone="warn"
        title={name === undefined ? t.title : t.title + texts.kit.colon + name}
        {...(stays ? {} : { onDismiss: dismiss })}
        actions={
          <>
            <Button look="primary" onClick={() => location.reload()}>
              {t.reload}
            </Button>
            <Button onClick={tryAgain}>{t.again}</Button>
          </>
        }
      >
        <p>{text}</p>
        <p className="font-mono break-all text-fg-2">{all[0]?.message}</p>
      </Strip>
    </div>
  );
}
