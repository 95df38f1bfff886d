/** Imported before everything else, so that no other code sees the token in the address. */
import { startPass } from './controlPass.ts';

startPass();
