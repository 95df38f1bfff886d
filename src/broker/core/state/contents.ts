/** What a broker holds, for those who look at it; nobody but the broker changes it. */

import type { Ledger } from '../memory/ledger.ts';
import type { Limits } from '../memory/limits.ts';
import type { Router } from '../routing/router.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Sessions } from './sessions.ts';

export interface Contents {
  readonly limits: Limits;
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly router: Router;
  /** Open ones, by number, also those that have not been let in yet. */
  readonly connections: ReadonlyMap<number, Connection>;
}
