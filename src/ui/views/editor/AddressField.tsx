import { type ReactNode, useEffect, useState } from 'react';
import type { AddressNote } from '../../../profiles/addresses/addressNotes.ts';
import { classes } from '../../kit/classes.ts';
import { focusIfAwaited, focusTarget } from '../../kit/focus.ts';
import { useFirstText } from '../../kit/language/firstText.ts';
import { later } from '../../kit/later.tsx';
import { loadedLater } from '../../kit/loadedLater.ts';
import { TextField } from '../../kit/TextField.tsx';
import { nothing } from '../../kit/Waits.tsx';
import { draftFor } from '../../session/profiles/drafts.ts';
import { reading } from '../../session/profiles/reading.ts';
import type { SectionProps } from './sectionProps.ts';
import { useIsOnItsWay } from './useIsOnItsWay.ts';

const addressNotes = loadedLater(async () => (await import('./AddressNotes.tsx')).AddressNotes, {
  idle: 'first',
});
const AddressNotes = later(addressNotes, { Waits: nothing, Missing: nothing });

/** Name by which the focus can be sent to the one that a screen begins with. */
const ADDRESS = 'address';

/** Focuses the field if nothing has the focus. Not on touch screens, where the keyboard would open. */
function beginHere(): void {
  if (matchMedia('(pointer: coarse)').matches) return;
  focusIfAwaited(ADDRESS);
  if (document.activeElement === document.body) focusTarget(ADDRESS);
}

interface AddressFieldProps extends Pick<SectionProps, 'draft' | 'change' | 'errors'> {
  readonly connectionId: string;
  /** First-screen layout: the only field, with its button next to it and examples below. */
  readonly large?: { readonly button: ReactNode; readonly isTimeForExamples: boolean };
}

/** Accepts any form of broker address, and shows how it is interpreted. */
export function AddressField(props: AddressFieldProps) {
  const { connectionId, draft, change, errors, large } = props;
  const t = useFirstText().editor;
  const [pasted, setPasted] = useState<readonly AddressNote[]>([]);
  const isLarge = large !== undefined;
  useEffect(() => (isLarge ? beginHere() : undefined), [isLarge]);
  const isOnItsWay = useIsOnItsWay(connectionId, draft, addressNotes);
  const isSaid =
    draft.url.trim() !== '' || draft.mode === 'alibaba' || large?.isTimeForExamples === true;
  const takeApart = (text: string) =>
    reading.with((read) => {
      if (draftFor(connectionId).url !== text) return;
      const notes = read.takeApart(connectionId, text);
      if (notes !== undefined) setPasted(notes);
    });
  const typed = (text: string) => {
    setPasted([]);
    change({ url: text });
    // More than a key press can bring was pasted; while somebody types, their text stays as it is.
    if (Math.abs(text.length - draft.url.length) > 1) takeApart(text);
  };
  return (
    <>
      <div className="flex items-start gap-2">
        <TextField
          className="flex-1"
          label={t.url}
          mono
          isLarge={isLarge}
          {...(isLarge && { focusName: ADDRESS })}
          value={draft.url}
          onChange={typed}
          onBlur={() => {
            if (draft.url.trim() !== '') takeApart(draft.url);
          }}
          placeholder={t.urlPlaceholder}
          error={errors.url}
        />
        {large?.button}
      </div>
      {/* What comes there a little later moves nothing. */}
      <div className={classes(isLarge && draft.url === '' && 'md:min-h-12')}>
        {isSaid && !isOnItsWay && (
          <AddressNotes draft={draft} pasted={pasted} onUse={(url) => change({ url })} />
        )}
      </div>
    </>
  );
}
