import { useCallback } from 'react';
import { isHarmless, isMissing, type PayloadFormat } from '../../../payload/formats/format.ts';
import { formatOf, readingOf } from '../../../payload/formats/formats.ts';
import { isNothing, type Within, within } from '../../../payload/formats/reading.ts';
import { payloadKind } from '../../kit/language/formatWords.ts';
import { useText } from '../../kit/language/useText.ts';
import { PayloadPicture } from '../../pieces/PayloadPicture.tsx';
import { useReading } from '../../session/payloads.ts';
import type { ValueChange } from './changes.ts';
import { FaultLine } from './FaultLine.tsx';
import { HexValue } from './HexValue.tsx';
import { LaidOutValue } from './LaidOutValue.tsx';
import { TextValue } from './TextValue.tsx';

interface FormattedValueProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly format: PayloadFormat;
  readonly payload: Uint8Array;
  readonly change: ValueChange | undefined;
  /** Charts and columns find these values: they are read as the topic's are, and nothing is broken. */
  readonly areFound: boolean;
}

/** A payload as its format shows it: lines of values, a picture, what is within, text, or bytes. */
export function FormattedValue(props: FormattedValueProps) {
  const { connectionId, topic, format, payload, change, areFound } = props;
  const inner = useReading(useCallback(() => within(payload, format), [payload, format]));
  const reading = useReading(useCallback(() => readingOf(format), [format]));
  // Until what unpacks it is there, and where that cannot be loaded: its bytes.
  if (isMissing(inner) || isMissing(reading)) {
    return <HexValue payload={payload} change={undefined} />;
  }
  if (inner !== undefined && isNothing(inner)) {
    return <Declined {...{ connectionId, topic, inner, payload, change }} />;
  }
  if (inner !== undefined) return <Inner {...{ connectionId, topic, inner, change, areFound }} />;
  if (format.picture !== undefined) {
    return (
      <div className="flex min-h-0 flex-1 flex-col bg-well">
        <PayloadPicture bytes={payload} format={format} />
      </div>
    );
  }
  const { layOut } = reading;
  if (layOut !== undefined) {
    return <LaidOutValue {...{ connectionId, topic, format, layOut, payload, change, areFound }} />;
  }
  return format.isText === true ? (
    <TextValue payload={payload} change={change} />
  ) : (
    <HexValue payload={payload} change={change} />
  );
}

interface InnerProps extends Omit<FormattedValueProps, 'format' | 'payload'> {
  readonly inner: Within;
}

function Inner({ connectionId, topic, inner, change, areFound }: InnerProps) {
  const { payload: t, formatFaults } = useText();
  const { bytes, format, fault, isGiven } = inner;
  const isSound = fault === undefined || isHarmless(fault);
  return (
    <>
      {!isGiven && (
        <p className="shrink-0 border-b border-line px-3 py-1 text-xs text-fg-2">
          {formatFaults.within(payloadKind(format, t), bytes.length)}
        </p>
      )}
      {format === undefined ? (
        <div className="min-h-0 flex-1 bg-well" />
      ) : (
        <FormattedValue
          {...{ connectionId, topic, format, change }}
          payload={bytes}
          areFound={areFound && isSound}
        />
      )}
      <FaultLine fault={fault} />
    </>
  );
}

/** Nothing came of what it was taken for: why, and what it looks like. */
function Declined({
  connectionId,
  topic,
  inner,
  payload,
  change,
}: Omit<InnerProps, 'areFound'> & { readonly payload: Uint8Array }) {
  const looks = formatOf(payload);
  return (
    <>
      {looks === undefined || looks.unwrap !== undefined ? (
        <HexValue payload={payload} change={undefined} />
      ) : (
        <FormattedValue
          {...{ connectionId, topic, payload, change }}
          format={looks}
          areFound={false}
        />
      )}
      <FaultLine fault={inner.fault} />
    </>
  );
}
