/** `first` is whoever sent the SYN or, where the capture began later, whoever was seen first. */
export type Side = 'first' | 'second';

export const otherSide = (side: Side): Side => (side === 'first' ? 'second' : 'first');
