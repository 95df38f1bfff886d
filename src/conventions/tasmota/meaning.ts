/** The meaning of Tasmota's topics, which is loaded with the first of them. */
import { fileMeaning } from '../files/fileMeaning.ts';
import { tasmotaDiscovery } from './discovery.ts';
import { tasmota } from './tasmota.ts';

export const TASMOTA = fileMeaning(tasmota, tasmotaDiscovery);
