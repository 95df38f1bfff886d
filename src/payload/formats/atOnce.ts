/** The code of all formats, there at once: for programs that need not load anything later. */
import { gzip, zlib } from './deflated.ts';
import { unwrapGzip, unwrapZlib } from './inflate.ts';

gzip.unwrap?.give(unwrapGzip);
zlib.unwrap?.give(unwrapZlib);
