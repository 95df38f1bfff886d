/** The code of all formats, there at once: for programs that need not load anything later. */
import { bson } from './bson.ts';
import { bsonReading } from './bsonReading.ts';
import { csv, urlEncoded } from './csv.ts';
import { csvReading } from './csvReading.ts';
import { gzip, zlib } from './deflated.ts';
import { unwrapGzip, unwrapZlib } from './inflate.ts';
import { messagePack } from './messagePack.ts';
import { messagePackReading } from './messagePackReading.ts';
import { lz4 } from './packed.ts';
import { pictureReading } from './pictureHeads.ts';
import { PICTURES } from './pictures.ts';
import { unwrapLz4 } from './unlz4.ts';
import { urlReading } from './urlReading.ts';
import { xml } from './xml.ts';
import { xmlReading } from './xmlReading.ts';
import { yaml } from './yaml.ts';
import { yamlReading } from './yamlReading.ts';

gzip.unwrap?.give(unwrapGzip);
zlib.unwrap?.give(unwrapZlib);
messagePack.readBy?.give(messagePackReading);
bson.readBy?.give(bsonReading);
xml.readBy?.give(xmlReading);
yaml.readBy?.give(yamlReading);
csv.readBy?.give(csvReading);
urlEncoded.readBy?.give(urlReading);
lz4.unwrap?.give(unwrapLz4);
for (const { id, readBy } of PICTURES) readBy?.give(pictureReading(id));
