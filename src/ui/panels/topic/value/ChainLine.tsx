import { formatName } from '../../../kit/language/formatWords.ts';
import { useText } from '../../../kit/language/useText.ts';
import type { ToldLayer } from '../../../session/reading/toldLayers.ts';

interface ChainLineProps {
  readonly layers: readonly ToldLayer[];
}

/** The layers of a chain, as far as it could be read. */
export function ChainLine({ layers }: ChainLineProps) {
  const { kit, payloadRules: t, payload: names } = useText();
  return (
    <p
      aria-label={t.title}
      className="shrink-0 truncate border-b border-line px-3 py-1 text-xs text-fg-2"
    >
      {layers.map(({ format, size, isChosen }, at) => (
        // Layers have no identity but their place.
        <span key={at}>
          {at > 0 && ' › '}
          <span title={isChosen ? t.chosen : t.detected}>
            {t.layer(formatName(format, names), size)}
            {!isChosen && kit.bracketed(t.detected)}
          </span>
        </span>
      ))}
    </p>
  );
}
