/** All decoders for compressed and encrypted streams; about 100 kB of libraries. */
import type { Decoders } from './decoders.ts';
import { inflater } from './inflater.ts';
import { decryptTls } from './tlsStream.ts';

export const DECODERS: Decoders = { inflater, tls: decryptTls };
