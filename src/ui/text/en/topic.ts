/** Texts of `src/ui/topic`. */
export const topic = {
  title: 'Topic',
};
