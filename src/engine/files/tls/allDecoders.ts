/** All that reads compressed and encrypted streams; some 100 kB of libraries. */
import type { Decoders } from './decoders.ts';
import { inflater } from './inflater.ts';
import { decryptTls } from './tlsStream.ts';

export const DECODERS: Decoders = { inflater, tls: decryptTls };
