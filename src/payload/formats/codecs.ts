/** Writes formats that are typed as JSON: what their descriptions load when somebody first writes one. */
import { cborSyntax } from './cborSyntax.ts';
import { CborWriter } from './cborWriter.ts';
import { messagePackSyntax } from './messagePackSyntax.ts';
import { MessagePackWriter } from './messagePackWriter.ts';
import { readingWith } from './sparkplugReading.ts';
import { writeSparkplug } from './sparkplugWriter.ts';
import { typedBySchema } from './typedBySchema.ts';
import { typedAsJson } from './typedJson.ts';

export const typedCbor = typedAsJson(() => new CborWriter(), cborSyntax);
export const typedMessagePack = typedAsJson(() => new MessagePackWriter(), messagePackSyntax);
export const typedSparkplug = typedBySchema({ write: writeSparkplug, ...readingWith() });
