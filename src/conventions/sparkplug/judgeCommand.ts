/** Rules for commands (specification 3.0, 5.17), which check a host's values against the BIRTH. */
import type { SparkplugRead } from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { dataType } from '../../payload/sparkplug/dataTypes.ts';
import type { Births } from './births.ts';
import { calledBy } from './judgeMessage.ts';
import { REBIRTH } from './rebirth.ts';
import type { Report } from './report.ts';
import type { NodeTopic } from './topics.ts';
import { misfitOf, shown } from './valueFit.ts';

/** @param births of the edge node over all connections, because commands travel separately from BIRTHs */
export function judgeCommand(
  { type, device }: NodeTopic,
  { metrics }: SparkplugRead,
  births: Births,
  report: Report,
): void {
  if ((type !== 'NCMD' && type !== 'DCMD') || !births.has(device)) return;
  const statement = `tck-id-operational-behavior-data-commands-${type.toLowerCase()}-metric`;
  const known = births.known(device);
  // If the BIRTH lacks this metric, the edge node is at fault, not the host.
  const unknown = metrics.find((metric) => metric.name !== REBIRTH && known(metric) === undefined);
  if (unknown !== undefined) {
    const args = { type, metric: calledBy(unknown) };
    report({ key: 'sparkplug-command-metric', args }, { statement: `${statement}-name` });
  }
  for (const metric of metrics) {
    const wanted = dataType(known(metric)?.datatype ?? 0);
    const found = wanted === undefined ? undefined : misfitOf(metric, wanted);
    if (wanted === undefined || found === undefined) continue;
    const args = { type, metric: calledBy(metric), wanted, found, value: shown(metric) };
    report({ key: 'sparkplug-command-value', args }, { statement: `${statement}-value` });
    return;
  }
}
