import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton, Popover, Segments, TextField, useText } from '#kit';
import { AXES, type Axis, MOST_CHARTED } from '../../../profiles/settings/chartLimits.ts';
import type { ChartSettings, Threshold } from '../../../profiles/settings/chartSettings.ts';
import { exactText } from '../../pieces/charts/plot/axisText.ts';
import { changeCharts } from '../../session/charts/charting.ts';
import { keptForms, useKeptText } from '../../session/keptForms.ts';

interface ThresholdsProps {
  readonly connectionId: string;
  readonly charts: ChartSettings;
  readonly onClose: () => void;
}

const useKeptAxis = keptForms<Axis>();

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Lines at limit values. */
export function Thresholds({ connectionId, charts, onClose }: ThresholdsProps) {
  const t = useText().charts;
  const [text, setText] = useKeptText(connectionId, 'threshold', '');
  const [axis, setAxis] = useKeptAxis(connectionId, 'threshold', 'left');
  const [isTried, setTried] = useState(false);
  const { thresholds } = charts;
  const value = NUMBER.test(text.trim()) ? Number(text) : Number.NaN;
  const set = (next: readonly Threshold[]): void =>
    changeCharts(connectionId, { thresholds: next });
  const add = (): void => {
    setTried(true);
    if (!Number.isFinite(value) || thresholds.length >= MOST_CHARTED.thresholds) return;
    set([...thresholds, { axis, value }]);
    setText('');
    setTried(false);
  };
  return (
    <Popover
      label={t.thresholds}
      onClose={onClose}
      className="top-full left-2 flex w-80 flex-col gap-3 p-3"
    >
      <div className="flex flex-col gap-2">
        <TextField
          label={t.thresholdValue}
          value={text}
          onChange={setText}
          mono
          inputMode="decimal"
          takesFocus
          onEnter={add}
          error={isTried && !Number.isFinite(value) ? t.thresholdWrong : undefined}
        />
        <div className="flex items-center gap-2">
          <Segments
            label={t.axis}
            value={axis}
            options={AXES.map((one) => ({ value: one, label: t.axisShort[one] }))}
            onChange={setAxis}
          />
          <span className="flex-1" />
          <Button
            look="primary"
            icon={<Plus size={14} aria-hidden />}
            disabled={thresholds.length >= MOST_CHARTED.thresholds}
            onClick={add}
          >
            {t.addThreshold}
          </Button>
        </div>
      </div>
      {thresholds.length === 0 ? (
        <p className="text-fg-3">{t.noThresholds}</p>
      ) : (
        <ul className="flex max-h-60 flex-col overflow-auto">
          {thresholds.map((one, at) => (
            // Two may be the same: they have no identity but their place.
            <li key={at} className="flex items-center gap-2 text-fg-2">
              <span aria-hidden="true" className="w-4 border-t border-dashed border-warn" />
              <span className="flex-1 font-mono">
                {t.threshold(exactText(one.value), t.axes[one.axis])}
              </span>
              <IconButton
                small
                label={t.removeThreshold(exactText(one.value))}
                onClick={() => set(thresholds.filter((_, other) => other !== at))}
              >
                <X size={14} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
