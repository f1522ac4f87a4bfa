/** Texts of this part of the pages, in Bahasa Indonesia. */
export const actions = {};
