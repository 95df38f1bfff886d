/** Read-only view of the broker's state. */

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
  /** Open connections by number, including those not accepted yet. */
  readonly connections: ReadonlyMap<number, Connection>;
}
