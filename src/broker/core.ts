/** What the broker's parts share. */
import type { Deadlines } from './deadlines.ts';
import type { Counters, Link } from './link.ts';
import type { Message } from './message.ts';
import type { Hooks, Limits, Refusal, Verdict } from './options.ts';
import type { Random } from './random.ts';
import type { Router } from './router.ts';
import type { Sessions } from './sessions.ts';

export interface Core {
  readonly limits: Limits;
  readonly hooks: Hooks;
  readonly random: Random;
  readonly deadlines: Deadlines;
  readonly counters: Counters;
  readonly router: Router;
  readonly sessions: Sessions;
  /** What a hook says; a hook that throws refuses. */
  ask(where: string, question: () => Verdict): Verdict;
  /** Keeps it where it is to be retained, and gives it to its subscribers; tells how many. */
  publish(message: Message, now: number): number | Refusal;
  /** Closes a connection with a reason, as if its network had failed. */
  drop(link: Link, refusal: Refusal, now: number): void;
}
