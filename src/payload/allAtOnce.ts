/** Includes the code of all formats and of their schemas, for programs without lazy loading. */
import './formats/atOnce.ts';
import { containerReading } from './avro/avroFrames.ts';
import { avroContainer } from './formats/avroContainer.ts';

avroContainer.readBy?.give(containerReading);
