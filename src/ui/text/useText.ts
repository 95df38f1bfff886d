/** The texts of the language in use. One language so far; another fills the same type. */
import { en, type Texts } from './en.ts';

export function texts(): Texts {
  return en;
}

export function useText(): Texts {
  return texts();
}
