/** Opens our connection like the app. */
import { Connection } from '../../../src/connection/handle.ts';
import type { ConnectionSettings } from '../../../src/profiles/settings/settings.ts';
import { beginWorker } from '../../../src/ui/beginWorker.ts';
import { watchClock } from '../../../src/ui/session/connection/watchClock.ts';

const noBrokerInTheTab = (): never => {
  throw new Error('the bench does not ask for a broker in the tab');
};
const PAGE = {
  worker: beginWorker,
  brokerPort: noBrokerInTheTab,
  pass: () => undefined,
  clock: watchClock,
};

/** The app's request. */
export const VIEW = {
  topics: { first: 0, count: 30 },
  packets: { first: 0, count: 30, tail: true },
};

/** A connection without a socket yet. */
export const newConnection = (): Connection => new Connection(PAGE);

/** With packet log, topic tree and histories. */
export function connect(
  url: string,
  {
    version,
    subscriptions,
    ...more
  }: Pick<ConnectionSettings, 'version' | 'subscriptions'> & Partial<ConnectionSettings>,
): Connection {
  const connection = newConnection();
  connection.send({
    kind: 'connect',
    settings: {
      url,
      version,
      clientId: 'bench',
      signIn: { kind: 'password', userName: '', password: '' },
      cleanStart: true,
      keepAlive: 60,
      sessionExpiry: 0,
      will: undefined,
      subscriptions,
      ...more,
    },
  });
  return connection;
}
