/** Authorises pages to control companions as if opened by the printed address. */
import type { BrowserContext } from '@playwright/test';
import type { Companion } from './companion.ts';

/** Every page that the companion serves in the context may control it from now on. */
export async function letIn(
  context: BrowserContext,
  { app, token }: Pick<Companion, 'app' | 'token'>,
): Promise<void> {
  await context.addInitScript(
    (own) => {
      if (location.port !== own.port) return;
      // The app's storage key of its token.
      localStorage.setItem(`mqttscope.control ${new URL('./', location.href).pathname}`, own.token);
    },
    { port: new URL(app).port, token },
  );
}

/** Pages and companions of one test, in any order. */
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
