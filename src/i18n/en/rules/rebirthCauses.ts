/** Reasons for a host to request a rebirth of a Sparkplug edge node, as part of a sentence. */
import type { RebirthCause } from '../../../conventions/sparkplug/findings.ts';

export const rebirthCauses: Readonly<Record<RebirthCause, string>> = {
  'seq-gap': 'a sequence number was skipped',
  'after-death': 'it sent after its NDEATH without an NBIRTH',
  'no-birth': 'its BIRTH was not seen, so its metric names are not known',
  'unknown-device': 'a device sent without a DBIRTH',
  'unknown-alias': 'a metric had an alias that no BIRTH defined',
  'unknown-metric': 'a metric was not in the BIRTH',
  'host-back': 'the host has just come online',
  unseen: 'nothing in this capture shows it',
};
