/** Texts of `src/ui/detail`. */
export const detail = {
  title: 'Packet',
};
