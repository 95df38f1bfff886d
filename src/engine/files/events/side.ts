/** `first` sent the SYN. If the capture began later, it is the side seen first. */
export type Side = 'first' | 'second';

export const otherSide = (side: Side): Side => (side === 'first' ? 'second' : 'first');
