import { Segments } from '#kit';
import type { QoS } from '../../../mqtt/tables/packet.ts';

interface QosChoiceProps {
  readonly label: string;
  readonly value: QoS;
  readonly onChange: (qos: QoS) => void;
  /** Keys that change it, shown in the tooltip. */
  readonly keys?: string;
  /** Id of the describing element. */
  readonly describedBy?: string | undefined;
}

const ALL: readonly { readonly value: QoS; readonly label: string; readonly caption?: string }[] = [
  { value: 0, label: '0', caption: 'QoS 0' },
  { value: 1, label: '1' },
  { value: 2, label: '2' },
];

/** QoS choice for publishing. */
export function QosChoice(props: QosChoiceProps) {
  return <Segments {...props} options={ALL} />;
}
