/** A client and a scripted peer, ended after each test. */
import { afterEach } from 'vitest';
import type { ConnackPacket, ProtocolVersion } from '../mqtt/tables/packet.ts';
import type { ConnectionSettings } from '../profiles/settings/settings.ts';
import { settingsFor, TestClient } from './client.testkit.ts';
import { ManualClock } from './clock.testkit.ts';
import { Peer, type PeerConnection } from './peer.testkit.ts';
import type { ClientLimits } from './protocol/protocol.ts';
import type { DeviceSignIn } from './signIn/deviceSignIn.ts';

const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

export interface Scene {
  readonly peer: Peer;
  readonly client: TestClient;
  /** Stopped unless the test advances it. */
  readonly clock: ManualClock;
}

export async function scene(version: ProtocolVersion, deviceSignIn?: DeviceSignIn): Promise<Scene> {
  const clock = new ManualClock();
  const peer = await Peer.listen(version);
  endings.push(() => peer.close());
  const client = new TestClient(clock.environment, deviceSignIn);
  endings.push(() => client.end());
  return { peer, client, clock };
}

/** A network that accepts bytes according to `holds`, regardless of the peer's state. */
export function slowed({ clock: { environment } }: Scene): { holds: number } {
  const network = { holds: 0 };
  const openSocket = environment.openSocket.bind(environment);
  environment.openSocket = (...how) => {
    const socket = openSocket(...how);
    return {
      protocol: 'mqtt',
      get bufferedAmount() {
        return network.holds;
      },
      send: (bytes) => socket.send(bytes),
      close: () => socket.close(),
    };
  };
  return network;
}

export interface ConnectOptions {
  readonly settings?: Partial<ConnectionSettings>;
  readonly connack?: Partial<ConnackPacket>;
  readonly limits?: ClientLimits;
  readonly observeMalformed?: boolean;
}

/** Connects, and returns the peer's end once the client reports the connection. */
export async function connected(
  { peer, client }: Scene,
  version: ProtocolVersion,
  { settings, connack, ...more }: ConnectOptions = {},
): Promise<PeerConnection> {
  const from = client.events.length;
  client.connect(settingsFor(peer.url, { version, ...settings }), more);
  const far = await peer.connection();
  await far.accept(connack);
  await client.state('connected', from);
  return far;
}

/** After a lost connection: lets the delay pass, and accepts the next connection. */
export async function reconnected(
  { peer, client, clock }: Scene,
  connack: Partial<ConnackPacket>,
): Promise<PeerConnection> {
  const { current } = client;
  const { delay } =
    current?.kind === 'waiting' ? current : await client.state('waiting', client.events.length);
  const after = client.events.length;
  clock.advance(delay);
  const far = await peer.connection();
  await far.accept(connack);
  await client.state('connected', after);
  return far;
}
