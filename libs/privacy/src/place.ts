/** Where a value stands; authenticated with its ciphertext, so that it opens nowhere else. Stored events depend on it. */
export const placeOf = (subject: string, type: string, path: readonly string[]): string =>
  `${subject}|${type}|${path.join('.')}`;

/** The place of a text that stands in no event's data. No event type begins with `#`. */
export const labelPlace = (subject: string, label: string): string => `${subject}|#${label}|`;
