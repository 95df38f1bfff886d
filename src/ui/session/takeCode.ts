/** Imported before everything else, so that nothing sees the code that the address may have. */
import { startPass } from './controlPass.ts';

startPass();
