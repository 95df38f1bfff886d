/** Fails a line that a simulated bad network would not carry, without dialling. */
import { isIP } from 'node:net';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import type { LineFailure } from '../../connection/bridge/lineFacts.ts';
import { lineAddress } from '../dial/address.ts';
import type { WireHost } from './wireHost.ts';

/** Undefined: it may be dialled. */
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
