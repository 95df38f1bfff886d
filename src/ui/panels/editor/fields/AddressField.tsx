import { useEffect } from 'react';
import { focusIfAwaited, TextField, useFirstText } from '#kit';
import { useTypedAddress } from '../../../pieces/forms/useTypedAddress.ts';
import { isEnterOfLine } from '../../../session/profiles/isEnterOfLine.ts';
import { AddressNotes } from './AddressNotes.tsx';
import type { SectionProps } from './sectionProps.ts';

/** Name of the field, for the focus. */
export const BROKER_FOCUS = 'broker-address';

interface AddressFieldProps extends Pick<SectionProps, 'draft' | 'change' | 'errors'> {
  readonly connectionId: string;
}

/** Accepts any form of broker address, and shows how it is interpreted. */
export function AddressField({ connectionId, draft, change, errors }: AddressFieldProps) {
  const t = useFirstText().editor;
  const { pasted, onChange, onBlur, split } = useTypedAddress(connectionId);
  useEffect(() => focusIfAwaited(BROKER_FOCUS), []);
  return (
    <div
      onKeyDown={(event) => {
        // A typed command line is still whole. The form connects afterwards.
        if (isEnterOfLine(event)) split();
      }}
    >
      <TextField
        label={t.url}
        hidesLabel
        mono
        focusName={BROKER_FOCUS}
        value={draft.url}
        onChange={onChange}
        onBlur={onBlur}
        placeholder={t.urlPlaceholder}
        error={errors.url}
      />
      <AddressNotes draft={draft} pasted={pasted} onUse={(url) => change({ url })} />
    </div>
  );
}
