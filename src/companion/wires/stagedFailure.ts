/** A line that is not even dialled, since the bad network that is staged here would not carry it. */
import { isIP } from 'node:net';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import type { LineFailure } from '../../connection/bridge/lineFacts.ts';
import { lineAddress } from '../dial/address.ts';
import type { WireHost } from './wireHost.ts';

/** undefined: it may be dialled. */
export function stagedFailure({ url }: LineTarget, wires: WireHost): LineFailure | undefined {
  const address = lineAddress(url);
  if (address === undefined) return undefined;
  const { place, isTls } = address;
  if (place.kind === 'tcp' && isIP(place.host) === 0 && wires.losesName()) {
    return { key: 'dns', args: { host: place.host, isTemporary: true } };
  }
  if (isTls && wires.failsTls()) return { key: 'closed', args: { step: 'tls', isReset: true } };
  return undefined;
}
