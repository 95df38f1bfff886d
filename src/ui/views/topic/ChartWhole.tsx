import { isMissing } from '../../../payload/formats/format.ts';
import { ChartButton } from '../../pieces/ChartButton.tsx';
import type { Valued } from '../../session/reading/changes.ts';
import { useRead } from '../../session/reading/useRead.ts';

interface ChartWholeProps extends Valued {
  readonly connectionId: string;
  readonly topic: string;
}

/** Where the payload is one value, it can be charted as it is. */
export function ChartWhole({ connectionId, topic, ...of }: ChartWholeProps) {
  const read = useRead({ task: 'plottable', of: [of], how: null }, of.payload);
  if (read === undefined || read.of !== of.payload || isMissing(read.told)) return null;
  const [only] = read.told;
  const isWhole = only?.path.length === 0;
  return isWhole && <ChartButton connectionId={connectionId} topic={topic} path={only.path} />;
}
