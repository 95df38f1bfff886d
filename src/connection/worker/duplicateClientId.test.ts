import { describe, expect, it } from 'vitest';
import { settingsFor, TestClient } from '../client.testkit.ts';
import type { Others } from '../environment/environment.ts';
import { MemoryNetwork } from '../memoryNetwork.testkit.ts';
import { DuplicateClientId } from './duplicateClientId.ts';

/** A channel that delivers to everyone but the sender, like among workers of one origin. */
class Hub {
  readonly #listeners: ((text: string) => void)[] = [];

  join(): Others {
    let own: ((text: string) => void) | undefined;
    return {
      tell: (text) => {
        for (const heard of this.#listeners) if (heard !== own) heard(text);
      },
      listen: (heard) => {
        own = heard;
        this.#listeners.push(heard);
      },
    };
  }
}

class Tab {
  met = 0;
  readonly duplicates: DuplicateClientId;

  constructor(hub: Hub) {
    this.duplicates = new DuplicateClientId(hub.join(), () => {
      this.met += 1;
    });
  }
}

describe('other connections of the app', () => {
  it('are detected on both sides if they are the same client on the same server', () => {
    const hub = new Hub();
    const [one, other, another] = [new Tab(hub), new Tab(hub), new Tab(hub)];
    one.duplicates.connected('server, me');
    another.duplicates.connected('server, somebody else');
    expect([one.met, other.met, another.met]).toEqual([0, 0, 0]);
    other.duplicates.connected('server, me');
    expect([one.met, other.met, another.met]).toEqual([1, 1, 0]);
  });

  it('are forgotten after a deliberate disconnect', () => {
    const hub = new Hub();
    const [one, other] = [new Tab(hub), new Tab(hub)];
    one.duplicates.connected('server, me');
    one.duplicates.left();
    other.duplicates.connected('server, me');
    expect([one.met, other.met]).toEqual([0, 0]);
  });

  it('with the same client identifier are a problem of both connections [3.1.4]', async () => {
    const hub = new Hub();
    const network = new MemoryNetwork();
    const open = (clientId: string): TestClient => {
      const client = new TestClient({ ...network.environment([]), others: hub.join() });
      const url = 'ws://broker.test/mqtt?token=secret';
      client.connect(settingsFor(url, { clientId, cleanStart: true, version: 5 }));
      return client;
    };
    const first = open('me');
    await first.state('connected');
    const stranger = open('somebody else');
    await stranger.state('connected');
    const second = open('me');
    await second.state('connected');
    await network.settled();
    const rules = (client: TestClient) =>
      client.dispatch.capture
        .window({ problems: { rule: undefined, first: 0, count: 0 } }, 0)
        .problems?.groups.map(({ rule }) => rule);
    expect(rules(first)).toContain('client-id-in-two-tabs');
    expect(rules(second)).toContain('client-id-in-two-tabs');
    expect(rules(stranger)).not.toContain('client-id-in-two-tabs');
    for (const client of [first, second, stranger]) client.send({ kind: 'disconnect' });
    await network.settled();
  });

  it('are different clients if one address leads each to its own broker', async () => {
    const hub = new Hub();
    const heard: string[] = [];
    hub.join().listen((text) => heard.push(text));
    const open = async (broker: string): Promise<TestClient> => {
      const network = new MemoryNetwork();
      const client = new TestClient({
        ...network.environment([]),
        schemes: new Set(['tab:']),
        serverName: (url) => `${url} ${broker}`,
        others: hub.join(),
      });
      client.connect(settingsFor('tab:broker', { clientId: 'me' }));
      await client.state('connected');
      return client;
    };
    const clients = [await open('one'), await open('other')];
    expect(heard).toEqual([expect.stringContaining('one'), expect.stringContaining('other')]);
    for (const client of clients) await client.end();
  });

  it('receive no secret of an address', async () => {
    const hub = new Hub();
    const heard: string[] = [];
    hub.join().listen((text) => heard.push(text));
    const network = new MemoryNetwork();
    const client = new TestClient({ ...network.environment([]), others: hub.join() });
    client.connect(settingsFor('ws://broker.test/mqtt?token=secret', { clientId: 'me' }));
    await client.state('connected');
    client.send({ kind: 'disconnect' });
    await network.settled();
    expect(heard).toEqual([expect.stringMatching(/^here .*broker\.test\/mqtt.*me/)]);
    expect(heard.join('')).not.toContain('secret');
  });
});
