/**
 * Keeps a name, an address or a number from turning the sentence around it, for texts that know no mark-up (Unicode
 * UAX #9: FSI … PDI). Pages say the same with `bdi`.
 */
export const apart = (text: string): string => `\u2068${text}\u2069`
