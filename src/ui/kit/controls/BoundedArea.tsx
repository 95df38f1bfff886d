import { type ComponentProps, useMemo } from 'react';
import { useFirstText } from '../language/firstText.ts';
import { fitsArea } from './fieldLimits.ts';

interface BoundedAreaProps extends ComponentProps<'textarea'> {
  readonly value: string;
}

/** Textarea that leaves out a text from a file or a broker if drawing it would freeze the page. */
export function BoundedArea({ value, ...others }: BoundedAreaProps) {
  const t = useFirstText().kit;
  const fits = useMemo(() => fitsArea(value), [value]);
  return fits ? (
    <textarea {...others} value={value} />
  ) : (
    <textarea {...others} value="" readOnly placeholder={t.notDrawn(value.length)} />
  );
}
