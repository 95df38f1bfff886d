/** Texts of `src/ui/topics`. */
export const topics = {
  title: 'Topics',
};
