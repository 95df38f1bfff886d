/** Imported before everything else, so that no other code sees the code in the address. */
import { startPass } from './controlPass.ts';

startPass();
