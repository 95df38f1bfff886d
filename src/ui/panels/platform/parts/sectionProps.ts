/** Props of every section of a device. */
import type { DeviceName } from '../../../../alibaba/alink/deviceName.ts';
import type { DeviceDetail, ProductFacts } from '../../../../broker/platform/devices/commands.ts';

export interface SectionProps {
  readonly connectionId: string;
  readonly device: DeviceName;
  readonly product: ProductFacts | undefined;
  readonly detail: DeviceDetail;
  /** Wall-clock time at which the broker's clock was 0, ms since 1970. */
  readonly origin: number;
  /** ms of the broker's clock. */
  readonly time: number;
}
