/** Every Chinese text of the app. */
import { en, type Texts } from './en.ts';

export const zh: Texts = {
  ...en,
};
