/** Rule for the values in BIRTHs and DATA (specification 3.0, 6.4.16): each is in the field of its data type. */
import type { SparkplugRead } from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { dataType } from '../../payload/sparkplug/dataTypes.ts';
import { calledBy } from './judgeMessage.ts';
import type { Lane } from './lane.ts';
import type { Report } from './report.ts';
import type { MessageType, NodeTopic } from './topics.ts';
import { misfitOf, shown } from './valueFit.ts';

/** Each message type has the current values of its metrics. */
const STATEMENTS: Partial<Readonly<Record<MessageType, string>>> = {
  NBIRTH: 'tck-id-topics-nbirth-metrics',
  DBIRTH: 'tck-id-topics-dbirth-metrics',
  NDATA: 'tck-id-topics-ndata-payload',
  DDATA: 'tck-id-topics-ddata-payload',
};

/** Reported once for a metric in a session. @param lane the state before the message */
export function judgeValues(
  { type, device }: NodeTopic,
  { metrics }: SparkplugRead,
  lane: Lane,
  report: Report,
): void {
  const statement = STATEMENTS[type];
  if (statement === undefined) return;
  for (const metric of metrics) {
    // In DATA, the reader has filled it in from the BIRTH.
    const wanted = dataType(metric.datatype ?? 0);
    const found = wanted === undefined ? undefined : misfitOf(metric, wanted);
    // Another rule reports a BIRTH without a value.
    if (wanted === undefined || found === undefined || found === 'nothing') continue;
    const called = calledBy(metric);
    // An NBIRTH starts a session.
    if (type !== 'NBIRTH' && lane.isTold(`value ${device ?? ''} ${called}`)) continue;
    const args = { type, metric: called, wanted, found, value: shown(metric) };
    report({ key: 'sparkplug-value', args }, { statement });
    return;
  }
}
