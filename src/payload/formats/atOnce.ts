/** Includes the code of all formats, for programs without lazy loading. */
import { bson } from './bson/bson.ts';
import { bsonReading } from './bson/bsonReading.ts';
import { taggedReading } from './cbor/taggedReading.ts';
import { cborTagged } from './cborTagged.ts';
import { deflate, gzip, zlib } from './compressed/deflated.ts';
import { unwrapDeflate, unwrapGzip, unwrapZlib } from './compressed/inflate.ts';
import { lz4, zstd } from './compressed/packed.ts';
import { unwrapLz4 } from './compressed/unlz4.ts';
import { unwrapZstd } from './compressed/unzstd.ts';
import { csv, tsv, urlEncoded } from './csv/csv.ts';
import { csvReading, csvReadingBy } from './csv/csvReading.ts';
import { urlReading } from './csv/urlReading.ts';
import {
  messagePackReading,
  messagePackSequenceReading,
} from './messagePack/messagePackReading.ts';
import { messagePack, messagePackSequence } from './messagePack.ts';
import { pictureReading } from './pictures/pictureHeads.ts';
import { PICTURES } from './pictures/pictures.ts';
import { GUESSING } from './protobuf/protobuf.ts';
import { guessed, isMessage } from './protobuf/protobufGuess.ts';
import { senml } from './senml/senml.ts';
import { senmlReading } from './senml/senmlReading.ts';
import { sparkplugReading } from './sparkplug/sparkplugWithoutBirth.ts';
import { sparkplug } from './sparkplug.ts';
import { xml } from './xml/xml.ts';
import { xmlReading } from './xml/xmlReading.ts';
import { yaml } from './yaml/yaml.ts';
import { yamlReading } from './yaml/yamlReading.ts';

gzip.unwrap?.give(unwrapGzip);
zlib.unwrap?.give(unwrapZlib);
deflate.unwrap?.give(unwrapDeflate);
messagePack.readBy?.give(messagePackReading);
messagePackSequence.readBy?.give(messagePackSequenceReading);
bson.readBy?.give(bsonReading);
cborTagged.readBy?.give(taggedReading);
senml.readBy?.give(senmlReading);
xml.readBy?.give(xmlReading);
yaml.readBy?.give(yamlReading);
csv.readBy?.give(csvReading);
tsv.readBy?.give(csvReadingBy('\t'));
urlEncoded.readBy?.give(urlReading);
zstd.unwrap?.give(unwrapZstd);
lz4.unwrap?.give(unwrapLz4);
sparkplug.readBy?.give(sparkplugReading);
GUESSING.give({ ...guessed, isMessage });
for (const { id, readBy } of PICTURES) readBy?.give(pictureReading(id));
