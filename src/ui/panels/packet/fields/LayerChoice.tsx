import { Segments, useText } from '#kit';
import type { PayloadLayer } from '../../../session/packet/payloadFields.ts';

interface LayerChoiceProps {
  readonly layers: readonly PayloadLayer[];
  /** From 1; undefined: the packet. */
  readonly layer: number | undefined;
  readonly onChoose: (layer: number | undefined) => void;
}

/** Choice of the displayed bytes: the packet's, or those of a payload layer. */
export function LayerChoice({ layers, layer, onChoose }: LayerChoiceProps) {
  const { detail: t } = useText();
  return (
    <div className="shrink-0 overflow-x-auto border-b border-line px-3 py-1 [--h-ctl:24px] max-md:[--h-ctl:42px]">
      <Segments
        label={t.layers}
        value={layer ?? 0}
        options={[t.packetBytes, ...layers.map(({ name }) => name)].map((label, value) => ({
          value,
          label,
        }))}
        onChange={(chosen) => onChoose(chosen === 0 ? undefined : chosen)}
      />
    </div>
  );
}
