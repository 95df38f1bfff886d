/** Pages that may control companions, as if each had been opened by the printed address. */
import type { BrowserContext } from '@playwright/test';
import type { Companion } from './companion.ts';

/** From now on each page of that context which the companion serves has the right to control it. */
export async function letIn(
  context: BrowserContext,
  { app, token }: Pick<Companion, 'app' | 'token'>,
): Promise<void> {
  await context.addInitScript(
    (own) => {
      // Where the app keeps what it gets for its code.
      if (location.port === own.port) sessionStorage.setItem('mqttscope.control', own.token);
    },
    { port: new URL(app).port, token },
  );
}

/** The pages of one test, and its companions, whichever come first. */
export class Guests {
  readonly #contexts: BrowserContext[] = [];
  readonly #companions: Companion[] = [];

  async join(context: BrowserContext): Promise<void> {
    this.#contexts.push(context);
    for (const companion of this.#companions) await letIn(context, companion);
  }

  async welcome(companion: Companion): Promise<Companion> {
    this.#companions.push(companion);
    for (const context of this.#contexts) await letIn(context, companion);
    return companion;
  }
}
