/** Writes formats that are typed as JSON. Their descriptions load it on first use. */

import { typedBySchema } from '../json/typedBySchema.ts';
import { typedAsJson } from '../json/typedJson.ts';
import { cborSyntax } from './cbor/cborSyntax.ts';
import { CborWriter } from './cbor/cborWriter.ts';
import { messagePackSyntax } from './messagePack/messagePackSyntax.ts';
import { MessagePackWriter } from './messagePack/messagePackWriter.ts';
import { readingWith } from './sparkplug/sparkplugReading.ts';
import { writeSparkplug } from './sparkplug/sparkplugWriter.ts';

export const typedCbor = typedAsJson(() => new CborWriter(), cborSyntax);
export const typedMessagePack = typedAsJson(() => new MessagePackWriter(), messagePackSyntax);
export const typedSparkplug = typedBySchema({ write: writeSparkplug, ...readingWith() });
