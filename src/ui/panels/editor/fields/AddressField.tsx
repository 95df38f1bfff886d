import { useState } from 'react';
import { TextField, useFirstText } from '#kit';
import type { AddressNote } from '../../../../profiles/addresses/addressNotes.ts';
import { draftFor } from '../../../session/profiles/drafts.ts';
import { isEnterOfLine } from '../../../session/profiles/isEnterOfLine.ts';
import { reading } from '../../../session/profiles/reading.ts';
import type { SplitAddress } from '../../../session/profiles/typedAddress.ts';
import { putPasted } from '../../../session/publish/forms.ts';
import { AddressNotes } from './AddressNotes.tsx';
import type { SectionProps } from './sectionProps.ts';

interface AddressFieldProps extends Pick<SectionProps, 'draft' | 'change' | 'errors'> {
  readonly connectionId: string;
}

/** Accepts any form of broker address, and shows how it is interpreted. */
export function AddressField({ connectionId, draft, change, errors }: AddressFieldProps) {
  const t = useFirstText().editor;
  const [pasted, setPasted] = useState<readonly AddressNote[]>([]);
  const take = (split: SplitAddress | undefined) => {
    if (split === undefined) return;
    setPasted(split.notes);
    if (split.message !== undefined) putPasted(connectionId, split.message);
  };
  const splitAddress = (text: string) =>
    reading.with((read) => {
      if (draftFor(connectionId).url !== text) return;
      take(read.splitAddress(connectionId, text));
    });
  const typed = (text: string) => {
    setPasted([]);
    change({ url: text });
    // A key press changes one character; a longer change was pasted and may be a command line.
    if (Math.abs(text.length - draft.url.length) > 1) splitAddress(text);
  };
  return (
    <div
      onKeyDown={(event) => {
        // A typed command line is still whole. The form connects afterwards.
        if (isEnterOfLine(event)) splitAddress(draft.url);
      }}
    >
      <TextField
        label={t.url}
        hidesLabel
        mono
        value={draft.url}
        onChange={typed}
        onBlur={() => {
          if (draft.url.trim() !== '') splitAddress(draft.url);
        }}
        placeholder={t.urlPlaceholder}
        error={errors.url}
      />
      <AddressNotes draft={draft} pasted={pasted} onUse={(url) => change({ url })} />
    </div>
  );
}
