import { payloadKind, useText } from '#kit';
import { formatNamed } from '../../../../payload/formats/formats.ts';
import type { PayloadFormat } from '../../../../payload/tree/format.ts';
import { PayloadPicture } from '../../../pieces/bytes/PayloadPicture.tsx';
import type { ValueChange } from '../../../session/reading/changes.ts';
import type { ShownEnd, ShownValue } from '../../../session/reading/shownValue.ts';
import { ErrorLine } from './ErrorLine.tsx';
import { HexValue } from './HexValue.tsx';
import { LaidOutValue } from './LaidOutValue.tsx';
import { TextValue } from './TextValue.tsx';

interface ValueProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly format: PayloadFormat;
  readonly payload: Uint8Array;
  readonly value: ShownValue;
  readonly change: ValueChange | undefined;
}

/** A payload as its format shows it: its layers, and lines of values, a picture, text, or bytes. */
export function Value({ value: { layers, end }, ...props }: ValueProps) {
  const { payload: t, formatErrors } = useText();
  return (
    <>
      {layers.map(
        ({ within }, at) =>
          within !== undefined && (
            // Layers have no identity but their place.
            <p key={at} className="shrink-0 border-b border-line px-3 py-1 text-xs text-fg-2">
              {formatErrors.within(payloadKind(within.format, t), within.size)}
            </p>
          ),
      )}
      <End {...props} end={end} />
      {layers.toReversed().map(({ error }, at) => (
        <ErrorLine key={at} error={error} />
      ))}
    </>
  );
}

type EndProps = Omit<ValueProps, 'value'> & { readonly end: ShownEnd };

function End({ end, change, ...props }: EndProps) {
  switch (end.kind) {
    case 'lines':
      return <LaidOutValue {...props} laidOut={end} change={change} />;
    case 'picture':
      return (
        <div className="flex flex-col bg-well [&_img]:max-h-[60vh]!">
          <PayloadPicture bytes={end.payload} format={formatNamed(end.format)} />
        </div>
      );
    case 'text':
      return (
        <>
          <TextValue payload={end.payload} change={change} />
          <ErrorLine error={end.error} />
        </>
      );
    case 'bytes':
      return (
        <>
          <HexValue payload={end.payload} change={end.isOther === true ? undefined : change} />
          <ErrorLine error={end.error} />
        </>
      );
    case 'nothing':
      return null;
  }
}
