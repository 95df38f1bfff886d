import { useCallback } from 'react';
import { type About, isMissing } from '../../../payload/formats/format.ts';
import { ChartButton } from '../../pieces/ChartButton.tsx';
import { plottablePaths } from '../../session/charts/plottablePaths.ts';
import { useReading } from '../../session/payloads.ts';

interface ChartWholeProps extends About {
  readonly connectionId: string;
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** Where the payload is one value, it can be charted as it is. */
export function ChartWhole({ connectionId, topic, payload, contentType, chosen }: ChartWholeProps) {
  const paths = useReading(
    useCallback(
      () => plottablePaths(payload, { contentType, chosen }),
      [payload, contentType, chosen],
    ),
  );
  if (isMissing(paths)) return null;
  const [only] = paths;
  const isWhole = only?.path.length === 0;
  return isWhole && <ChartButton connectionId={connectionId} topic={topic} path={only.path} />;
}
