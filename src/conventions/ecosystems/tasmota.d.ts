/**
 * Tasmota: `cmnd/lamp/POWER` is answered on `stat/lamp/RESULT` and `stat/lamp/POWER`, telemetry comes on `tele/`
 * (tasmota.github.io/docs/MQTT). Its FullTopic is taken to be the usual one, `%prefix%/%topic%/`.
 */
import type { ConventionFile } from '../files/conventionFile.ts';
export declare const tasmota: ConventionFile;
