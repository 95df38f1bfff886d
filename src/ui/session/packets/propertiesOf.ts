/** Properties of a message, while its packet is held. */
import { decode } from '../../../mqtt/codec/decode.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { askWindow } from '../connection/askWindow.ts';

export async function propertiesOf(
  connectionId: string,
  packet: number | undefined,
): Promise<readonly Property[]> {
  const whole = packet === undefined ? undefined : await askWindow(connectionId, { packet });
  const { bytes, version } = whole?.packet ?? {};
  const decoded = bytes && decode(bytes, version);
  return decoded?.ok === true && decoded.packet.type === 'publish' ? decoded.packet.properties : [];
}
