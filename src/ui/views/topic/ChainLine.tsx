import { useCallback } from 'react';
import { layersOf } from '../../../payload/chains/layers.ts';
import { isMissing, type PayloadFormat } from '../../../payload/formats/format.ts';
import { formatName } from '../../kit/language/formatWords.ts';
import { useText } from '../../kit/language/useText.ts';
import { useReading } from '../../session/payloads.ts';

interface ChainLineProps {
  readonly format: PayloadFormat;
  readonly payload: Uint8Array;
}

/** The layers that a chain leads through, as far as it leads. */
export function ChainLine({ format, payload }: ChainLineProps) {
  const { payloadRules: t, payload: names } = useText();
  const read = useReading(
    useCallback(() => layersOf(payload, { chosen: format }), [payload, format]),
  );
  if (isMissing(read)) return null;
  return (
    <p
      aria-label={t.title}
      className="shrink-0 truncate border-b border-line px-3 py-1 text-xs text-fg-2"
    >
      {read.map((layer, at) => (
        // Layers have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={at}>
          {at > 0 && ' › '}
          <span title={layer.isChosen ? t.chosen : t.detected}>
            {t.layer(formatName(layer.format, names), layer.bytes.length)}
            {!layer.isChosen && ` (${t.detected})`}
          </span>
        </span>
      ))}
    </p>
  );
}
