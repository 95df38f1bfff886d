/** Builds capture files of streams that contain a known secret. */
import { cutUp, type PlantedSecret } from '../../mqtt/secrets/plantedSecrets.testkit.ts';
import { joined } from './captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from './frames/frames.testkit.ts';
import { frameOf, upgrade } from './webSocket/webSocket.testkit.ts';

/** Builds a pcap file: plain TCP or WebSocket, in segments of varying size. */
export function fileWith(planted: PlantedSecret): Uint8Array {
  const { bytes, midStream, chance } = planted;
  const segment = [1, 7, 60, 1400][chance(4)] ?? 60;
  const unclosed = chance(2) === 0;
  const sent: Sent[] = chance(4) === 0 ? overWebSocket(planted) : [{ direction: 'out', bytes }];
  return pcapOf(framesOf(sent, { midStream, segment, unclosed }));
}

/** The requested address contains the secret, too. */
function overWebSocket(planted: PlantedSecret): Sent[] {
  const [asked, ...answered] = upgrade().map(({ direction, bytes: text }) => {
    const named = Buffer.from(text).toString('latin1').replace('geheim', planted.secret);
    return { direction, bytes: Uint8Array.from(Buffer.from(named, 'latin1')) };
  });
  const content = joined([...cutUp(planted)].map((piece) => frameOf('out', piece)));
  return [...(asked ? [asked] : []), ...answered, { direction: 'out', bytes: content }];
}
