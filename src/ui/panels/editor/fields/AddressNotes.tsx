import { classes, page, useFirstText, useText } from '#kit';
import { parseAddress } from '../../../../profiles/addresses/address.ts';
import type { AddressNote } from '../../../../profiles/addresses/addressNotes.ts';
import { AccessButton } from '../../../pieces/strips/AccessButton.tsx';
import { useCompanion } from '../../../session/broker/companion.ts';
import { useHasPass } from '../../../session/broker/controlPass.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { urlOf } from '../../../session/profiles/settings.ts';
import { noteHere, withoutGuesses } from '../../../session/profiles/typedAddress.ts';

interface NotesProps {
  readonly draft: Draft;
  /** Notes from the pasted text. */
  readonly pasted: readonly AddressNote[];
  readonly onUse: (url: string) => void;
}

/** Notes about an address in the field, and other addresses of the same broker. */
export function AddressNotes({ draft, pasted, onUse }: NotesProps) {
  const { addresses: t, typed } = useFirstText();
  const companion = useCompanion();
  const hasPass = useHasPass();
  if (draft.url.trim() === '') {
    return draft.mode === 'alibaba' ? <OfDevice draft={draft} /> : null;
  }
  // The companion determines which addresses can be opened.
  if (companion === undefined) return null;
  const parsed = parseAddress(draft.url, page);
  // Connect tries all usual addresses of a host. With the companion, it also tries TCP and TLS at a given port.
  const { from, port } = parsed;
  const isTried =
    draft.mode === 'password' && from === 'host-port' && (port === undefined || page.hasBridge);
  const suggestions = isTried ? [] : parsed.suggestions;
  return (
    <div className="mt-1 text-xs">
      {withoutGuesses(parsed, pasted)
        .map((one) => noteHere(one, hasPass))
        .map((note) => (
          <p
            key={note.key}
            className={classes(
              'break-words',
              note.severity === 'error'
                ? 'text-err'
                : note.severity === 'warning'
                  ? 'text-warn'
                  : 'text-fg-2',
            )}
          >
            {typed.addressNote(note)}
            {note.key === 'bridge-needs-token' && (
              <>
                {' '}
                <AccessButton />
              </>
            )}
          </p>
        ))}
      {suggestions.length > 0 && (
        <>
          <p className="mt-1 text-fg-2">{t.tryThese}</p>
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
            {suggestions.slice(0, 6).map((one) => (
              <li key={one.url}>
                <button
                  type="button"
                  title={t.use(one.url)}
                  onClick={() => onUse(one.url)}
                  className="font-mono break-all text-action"
                >
                  {one.url}
                </button>{' '}
                <span className="text-fg-2">{t.usualAt(one.broker)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function OfDevice({ draft }: Pick<NotesProps, 'draft'>) {
  const { editor: t, kit } = useText();
  return (
    <p className="mt-1 text-xs text-fg-2">
      {t.urlFromDevice}
      {kit.gap}
      <span className="font-mono break-all text-fg">{urlOf(draft, page).url ?? '…'}</span>
    </p>
  );
}
