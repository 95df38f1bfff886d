/** Payloads with templates: a definition of pumps in the NBIRTH, and instances. */
import { typedSparkplug } from '../../payload/formats/codecs.ts';
import { REBIRTH } from './rebirth.ts';

/** ms since 1970 */
const WALL = 1_700_000_000_000;

interface Said {
  readonly template_ref?: string;
  readonly is_definition?: boolean;
  readonly version?: string;
  readonly metrics?: object;
  readonly parameters?: object;
}

export const PUMP: Said = {
  version: '1.2',
  is_definition: true,
  metrics: {
    rpm: { datatype: 'Int16', value: 0 },
    runs: { datatype: 'Boolean', value: false },
  },
  parameters: { max: { type: 'Int32', value: 3000 } },
};

/** A pump with other values. */
export const aPump = (change: Said = {}): Said => ({
  template_ref: 'Pump',
  is_definition: false,
  metrics: {
    rpm: { datatype: 'Int16', value: 1480 },
    runs: { datatype: 'Boolean', value: true },
  },
  parameters: { max: { type: 'Int32', value: 1500 } },
  ...change,
});

/** A message with these metrics, by name. */
export function templates(seq: number, metrics: Readonly<Record<string, Said>>, more = {}) {
  const all = Object.entries(metrics).map(([name, value]): readonly [string, object] => [
    name,
    { timestamp: WALL, datatype: 'Template', value },
  ]);
  return written({ timestamp: WALL, metrics: { ...more, ...Object.fromEntries(all) }, seq });
}

export const nbirth = (metrics: Readonly<Record<string, Said>>) =>
  templates(0, metrics, {
    bdSeq: { timestamp: WALL, datatype: 'Int64', value: 0 },
    [REBIRTH]: { timestamp: WALL, datatype: 'Boolean', value: false },
  });

function written(said: object): Uint8Array {
  const result = typedSparkplug.parse(JSON.stringify(said));
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.bytes;
}
