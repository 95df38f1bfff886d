/** Taps that end with their test, and their events. */
import { onTestFinished } from 'vitest';
import type { Sender } from '../../mqtt/tables/packet.ts';
import { listenAddress } from '../net/listenAddress.ts';
import type { WireHost } from '../wires/wireHost.ts';
import type { KeyAndCertificate } from './certificateForms.ts';
import { Tap } from './deviceTap.ts';
import type { Ending, HalfEnding, TappedPeer } from './tapObserver.ts';
import { namedTarget } from './tapTarget.ts';

export class Heard {
  readonly peers: TappedPeer[] = [];
  readonly #pieces: Record<Sender, Buffer[]> = { client: [], server: [] };
  /** Bytes so far. */
  readonly counts: Record<Sender, number> = { client: 0, server: 0 };
  readonly endings: Ending[] = [];
  /** Connections closed by one side. */
  readonly halves: HalfEnding[] = [];

  opened(_connection: number, peer: TappedPeer): void {
    this.peers.push(peer);
  }

  passed(_connection: number, sender: Sender, bytes: Uint8Array): void {
    this.#pieces[sender].push(Buffer.from(bytes));
    this.counts[sender] += bytes.length;
  }

  /** All bytes of a side. */
  bytes(sender: Sender): Buffer {
    return Buffer.concat(this.#pieces[sender]);
  }

  halfClosed(_connection: number, ending: HalfEnding): void {
    this.halves.push(ending);
  }

  closed(_connection: number, ending: Ending): void {
    this.endings.push(ending);
  }
}

/** @param to as in `--to` */
export async function tapTo(
  to: readonly string[],
  {
    listen = 'mqtt://127.0.0.1:0',
    identity,
    ca,
    wires,
    halfClosedAfter,
    most,
  }: {
    listen?: string;
    identity?: (serverName: string | undefined) => KeyAndCertificate;
    /** Authority that the tap trusts. */
    ca?: string;
    wires?: WireHost;
    halfClosedAfter?: number;
    most?: number;
  } = {},
): Promise<{ readonly port: number; readonly heard: Heard; readonly tap: Tap }> {
  const heard = new Heard();
  const address = listenAddress(listen);
  if (address === undefined) throw new Error(listen);
  const targets = to.map((text) => {
    const named = namedTarget(text);
    if (named === undefined) throw new Error(text);
    return ca === undefined
      ? named
      : { ...named, target: { ...named.target, tls: { ca: { text: ca } } } };
  });
  const tap = new Tap(
    {
      listen: address,
      targets,
      identity,
      allowed: undefined,
      option: '--listen',
      ...(wires && { wires }),
      ...(halfClosedAfter !== undefined && { halfClosedAfter }),
      ...(most !== undefined && { most }),
    },
    [heard],
  );
  await tap.open();
  onTestFinished(() => tap.close());
  return { port: tap.port, heard, tap };
}
