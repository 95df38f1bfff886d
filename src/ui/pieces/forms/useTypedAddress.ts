import { useState } from 'react';
import type { AddressNote } from '../../../profiles/addresses/addressNotes.ts';
import { stopSearching } from '../../session/profiles/connectByForm.ts';
import { draftFor, setDraft } from '../../session/profiles/drafts.ts';
import { reading } from '../../session/profiles/reading.ts';
import { putPasted } from '../../session/publish/forms.ts';

interface TypedAddress {
  /** Notes from the pasted text. */
  readonly pasted: readonly AddressNote[];
  readonly onChange: (url: string) => void;
  readonly onBlur: () => void;
  /** Distributes a command line, or an address with a user name, to the fields of the form. */
  readonly split: () => void;
}

/** The broker address of a connection's form, as typed or pasted. */
export function useTypedAddress(connectionId: string): TypedAddress {
  const [pasted, setPasted] = useState<readonly AddressNote[]>([]);
  const split = () => {
    const { url } = draftFor(connectionId);
    reading.with((read) => {
      if (draftFor(connectionId).url !== url) return;
      const found = read.splitAddress(connectionId, url);
      if (found === undefined) return;
      setPasted(found.notes);
      if (found.message !== undefined) putPasted(connectionId, found.message);
    });
  };
  const onChange = (url: string) => {
    const draft = draftFor(connectionId);
    setPasted([]);
    stopSearching(connectionId);
    setDraft(connectionId, { ...draft, url });
    // A key press changes one character; a longer change was pasted and may be a command line.
    if (Math.abs(url.length - draft.url.length) > 1) split();
  };
  const onBlur = () => {
    if (draftFor(connectionId).url.trim() !== '') split();
  };
  return { pasted, onChange, onBlur, split };
}
