import { classes, page, useFirstText } from '#kit';
import { parseAddress } from '../../../profiles/addresses/address.ts';
import type { AddressNote } from '../../../profiles/addresses/addressNotes.ts';
import { AccessButton } from '../../pieces/strips/AccessButton.tsx';
import { useHasPass } from '../../session/broker/controlPass.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { noteHere, withoutGuesses } from '../../session/profiles/typedAddress.ts';
import { Reach } from './Reach.tsx';

interface StartLineProps {
  readonly draft: Draft;
  /** Notes from the pasted text. */
  readonly pasted: readonly AddressNote[];
}

const RANK = { error: 0, warning: 1, info: 2 } as const;
/** Line below the address: the most important note about it, or the reachable addresses. */
export function StartLine({ draft, pasted }: StartLineProps) {
  const { typed } = useFirstText();
  const hasPass = useHasPass();
  const parsed = draft.url.trim() === '' ? undefined : parseAddress(draft.url, page);
  const notes = (parsed === undefined ? pasted : withoutGuesses(parsed, pasted)).map((note) =>
    noteHere(note, hasPass),
  );
  const [first] = notes.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
  if (first === undefined) return <Reach />;
  return (
    <span className="flex items-center gap-2">
      <span
        className={classes(
          'line-clamp-2 break-words',
          first.severity === 'error' ? 'text-err' : first.severity === 'warning' && 'text-warn',
        )}
      >
        {typed.addressNote(first)}
      </span>
      {first.key === 'bridge-needs-token' && <AccessButton />}
    </span>
  );
}
