/** The code of all formats, there at once: for programs that need not load anything later. */
import { bson } from './bson.ts';
import { bsonReading } from './bsonReading.ts';
import { gzip, zlib } from './deflated.ts';
import { unwrapGzip, unwrapZlib } from './inflate.ts';
import { messagePack } from './messagePack.ts';
import { messagePackReading } from './messagePackReading.ts';
import { lz4 } from './packed.ts';
import { pictureReading } from './pictureHeads.ts';
import { PICTURES } from './pictures.ts';
import { unwrapLz4 } from './unlz4.ts';

gzip.unwrap?.give(unwrapGzip);
zlib.unwrap?.give(unwrapZlib);
messagePack.readBy?.give(messagePackReading);
bson.readBy?.give(bsonReading);
lz4.unwrap?.give(unwrapLz4);
for (const { id, readBy } of PICTURES) readBy?.give(pictureReading(id));
