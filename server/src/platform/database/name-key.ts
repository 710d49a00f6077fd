/**
 * The form by which names are compared, sorted and searched: NFKC, case folded, trimmed, inner spaces collapsed
 * (decisions §1, Names). Accents stay, so "Ministère" and "Ministere" differ on every database.
 * At most 255 characters are kept, as the columns hold.
 */
export const nameKey = (name: string): string =>
  [...name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').trim().replaceAll(/\s+/gu, ' ')]
    .slice(0, 255)
    .join('')
