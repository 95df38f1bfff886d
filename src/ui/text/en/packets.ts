/** Texts of `src/ui/packets`. */
export const packets = {
  title: 'Packets',
};
