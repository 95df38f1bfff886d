/** The conventions that are on, as one; without any, none of their code runs. */
import { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { Convention } from './convention.ts';

export class Conventions {
  /** Finds secrets, those of the conventions included. */
  readonly secrets: Secrets;

  constructor(conventions: readonly Convention[]) {
    this.secrets = new Secrets(conventions.flatMap(({ secrets }) => secrets ?? []));
  }
}
