/** Names of the faults that bring a stream out of step. */

/**
 * `short`: fewer bytes than announced. `buffer`: the same, and their number is the size of a buffer. `again`:
 * the same, and the packet begins again. `inserted`: other packets within a packet. `line-end`, `zero`,
 * `other-protocol`, `extra`: bytes after a packet that are none.
 */
const STEP_FAULTS = [
  'short',
  'buffer',
  'again',
  'inserted',
  'line-end',
  'zero',
  'other-protocol',
  'extra',
] as const;
export type StepFault = (typeof STEP_FAULTS)[number];
